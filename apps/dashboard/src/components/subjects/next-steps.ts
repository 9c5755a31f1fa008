import type { ErrorDetail, ErrorRow } from '@turnaway/contracts/readings';
import { type Audience, audienceSchema, type Cause } from '@turnaway/contracts/taxonomy';
import type { SubjectKind } from '../../lib/subjects';

const stepsMax = 3;
/** What takes an app down for everyone, and what only its owner can mend. */
const appTrouble: readonly (Cause | null)[] = ['client-credential', 'app-config'];

/** The errors to act on first: of an app, its own credentials and setup; then whatever occurs most and has a mover. */
export function mostPressing(rows: readonly ErrorRow[], kind: SubjectKind): ErrorRow[] {
  const rank = (row: ErrorRow) => {
    const place = kind === 'app' ? appTrouble.indexOf(row.cause) : -1;
    return place === -1 ? appTrouble.length : place;
  };
  return rows
    .filter(({ actor }) => actor !== 'nobody')
    .sort((a, b) => rank(a) - rank(b) || b.events - a.events)
    .slice(0, stepsMax);
}

/** The first step of whoever has to move, else of anyone the catalog has steps for. */
export function firstStep({ codeClass, entry, override }: ErrorDetail): string | null {
  const hints = { ...entry?.hints, ...override?.hints };
  const mover = audienceSchema.safeParse(codeClass.actor);
  const order: Audience[] = [
    ...(mover.success ? [mover.data] : []),
    'help-desk',
    'tenant-admin',
    'app-developer',
  ];
  for (const audience of order) {
    const step = hints[audience]?.[0];
    if (step !== undefined) return step;
  }
  return null;
}
