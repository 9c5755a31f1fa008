import type { CodeSeen, SignInFilter } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromEvents, fromSignIns, type Scope } from '../../readings/counted-events.js';
import { filterRollups } from '../../readings/filter-sql.js';
import type { Transaction } from '../with-locked-rule.js';

/** Codes that came up within one window, at the most: more than these are no news but a new sender. */
const codesMax = 500;

interface NewCode {
  error_code: string;
  title: string;
  first_seen_at: Date;
}

/** Counts the codes that were first seen in the window and that the catalog knows, or does not know. */
export async function countCodesSeen(
  transaction: Transaction,
  scope: Scope,
  { known }: { known: boolean },
): Promise<CodeSeen[]> {
  const codes = await listNewCodes(transaction, scope, known);
  if (codes.length === 0) return [];
  const within = { ...scope, codes: codes.map(({ error_code }) => error_code) };
  const counts = await countEvents(transaction, within);
  const people = await countPeople(transaction, within);
  return codes.flatMap(({ error_code, title, first_seen_at }) => {
    const counted = counts.get(error_code);
    if (counted === undefined) return [];
    return [
      {
        errorCode: error_code,
        title,
        app: null,
        firstSeenAt: first_seen_at.toISOString(),
        failures: counted.events,
        people: people.get(error_code) ?? null,
        apps: counted.apps,
      },
    ];
  });
}

async function listNewCodes(transaction: Transaction, scope: Scope, known: boolean): Promise<NewCode[]> {
  const { system, code, cause, source }: SignInFilter = scope.filter;
  const { rows } = await transaction.query<NewCode>(
    Prisma.sql`select c.error_code, c.title, c.first_seen_at from code_classes c
      where c.workspace_id = ${scope.workspaceId} and c.known = ${known}
        and c.first_seen_at >= ${scope.span.from} and c.first_seen_at < ${scope.span.to} and c.outcome in ('failure', 'conditional')
        and ${filterRollups({ system, code, cause, source })}
      order by c.first_seen_at desc, c.error_code limit ${codesMax}`,
  );
  return rows;
}

async function countEvents(
  transaction: Transaction,
  scope: Scope,
): Promise<Map<string, { events: number; apps: number }>> {
  const { rows } = await transaction.query<{ error_code: string; events: number; apps: number }>(
    Prisma.sql`select r.error_code, sum(r.events)::float8 as events, count(distinct r.app)::int as apps
      ${fromEvents(scope, 'cells', 'hour')} group by 1`,
  );
  return new Map(rows.map(({ error_code, events, apps }) => [error_code, { events, apps }]));
}

async function countPeople(transaction: Transaction, scope: Scope): Promise<Map<string, number>> {
  const { rows } = await transaction.query<{ error_code: string; people: number }>(
    Prisma.sql`select r.error_code, count(distinct r.user_key)::int as people
      ${fromSignIns(scope)} and r.user_key is not null group by 1`,
  );
  return new Map(rows.map(({ error_code, people }) => [error_code, people]));
}
