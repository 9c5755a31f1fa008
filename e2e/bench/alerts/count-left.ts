import type { AlertOrigin, LeftCounts, LeftQuestion, SelectedEvents } from '@turnaway/contracts';
import { getOr } from './ordered.js';
import { hasPassed, type SignIn, type SignInLog, since } from './sign-in-log.js';

type Fits = (signIn: SignIn) => boolean;

/** Counts in memory what is left of alerts without what others tell of, as the product's query does. */
export function countLeft(log: SignInLog, question: LeftQuestion, nowMs: number): Map<string, LeftCounts> {
  const { windowMinutes, select, by, keys, others } = question;
  const window = since(log.failures, nowMs, windowMinutes).filter(
    ({ facts }) => select.codes !== undefined || facts.outcome === 'failure',
  );
  const fitsOf = (events: SelectedEvents): Fits => fits(log, events, { window, nowMs, windowMinutes });
  const isSelected = fitsOf(select);
  const tellers = others.map(({ id, events }) => ({ id, isTold: fitsOf(events) }));
  const byKey = new Map<string, SignIn[]>();
  for (const signIn of window) {
    if (isSelected(signIn)) getOr(byKey, keyOf(by, signIn), (): SignIn[] => []).push(signIn);
  }
  return new Map(
    keys.map((key) => {
      const events = byKey.get(key) ?? [];
      const left = events.filter((signIn) => !tellers.some(({ isTold }) => isTold(signIn)));
      const rest = new Set(left);
      return [
        key,
        {
          events: events.length,
          accounts: countAccounts(events),
          leftEvents: left.length,
          leftAccounts: countAccounts(left),
          toldAccounts: countAccounts(events.filter((signIn) => !rest.has(signIn))),
          told: Object.fromEntries(tellers.map(({ id, isTold }) => [id, events.filter(isTold).length])),
        },
      ];
    }),
  );
}

function fits(
  log: SignInLog,
  events: SelectedEvents,
  { window, nowMs, windowMinutes }: { window: readonly SignIn[]; nowMs: number; windowMinutes: number },
): Fits {
  const { codes, app, cause, system, source, account, origin, strangers, lockedBy } = events;
  const wanted = codes === undefined ? null : new Set(codes);
  const locked = new Set(
    lockedBy === undefined
      ? []
      : window.filter(({ facts }) => lockedBy.includes(facts.errorCode)).map(({ person }) => person),
  );
  return (signIn) =>
    (wanted === null || wanted.has(signIn.facts.errorCode)) &&
    (app === undefined || signIn.app === app) &&
    (cause === undefined || signIn.facts.cause === cause) &&
    (system === undefined || signIn.system === system) &&
    (source === undefined || signIn.facts.source === source) &&
    (account === undefined || signIn.person === account) &&
    (origin === undefined || isFrom(origin, signIn)) &&
    (lockedBy === undefined || (signIn.person !== null && locked.has(signIn.person))) &&
    (strangers === undefined || !hasPassed(log, signIn.address, nowMs, nowMs - windowMinutes * 60_000));
}

function isFrom(
  { addresses, networks, clients }: AlertOrigin,
  { address, network, client }: SignIn,
): boolean {
  return (
    (addresses?.includes(address) ?? false) ||
    (networks?.includes(network) ?? false) ||
    (client !== null && (clients?.includes(client) ?? false))
  );
}

function keyOf(by: LeftQuestion['by'], { app, system, person, facts }: SignIn): string {
  switch (by) {
    case 'all':
      return 'all';
    case 'app':
      return app;
    case 'system':
      return system;
    case 'cause':
      return facts.cause ?? '';
    case 'account':
      return person ?? '';
    case 'code':
      return facts.errorCode;
    case 'code-at-app':
      return `${facts.errorCode}|${app}`;
  }
}

function countAccounts(signIns: readonly SignIn[]): number {
  return new Set(signIns.flatMap(({ person }) => person ?? [])).size;
}
