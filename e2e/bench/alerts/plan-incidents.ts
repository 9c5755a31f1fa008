import type { AttackName } from '@turnaway/cli/dist/simulate/attacks.js';
import { attackNames } from '@turnaway/cli/dist/simulate/attacks.js';
import type { Incident } from '@turnaway/cli/dist/simulate/incidents.js';
import { createRandom, type Random } from '@turnaway/cli/dist/simulate/random.js';
import type { TroubleName } from '@turnaway/cli/dist/simulate/troubles.js';
import { troubleNames } from '@turnaway/cli/dist/simulate/troubles.js';
import type { AlertKind } from '@turnaway/contracts';

/** Something that a rule must find. */
export type LabelledName = TroubleName | AttackName;
export const labelledNames: readonly LabelledName[] = [...troubleNames, ...attackNames];

/** What an incident is for the rules that watch. */
export interface Label {
  /** The kind of rule that must find it. */
  kind: AlertKind;
  /** Kinds that find it as well as that one does. */
  or: readonly AlertKind[];
  /** Kinds that may rightly find it too. */
  also: readonly AlertKind[];
  /** Length in minutes, from and to; drawn anew for each incident. */
  minutes: readonly [number, number];
  /** Size, from and to. */
  scale: readonly [number, number];
  /** Bad events that there must be in its worst hour, for anything to be there to find. */
  eventsMin: number;
  /** Begins no earlier than this many days into the month: what is new is learned first. */
  afterDays: number;
  /** Only at hours at which its absence of events is noticeable in a company of any size. */
  atWork: boolean;
}

const wide: readonly AlertKind[] = ['baseline', 'threshold', 'new-error'];
const attack: readonly AlertKind[] = [
  'baseline',
  'threshold',
  'password-spray',
  'credential-stuffing',
  'lockout-storm',
  'brute-force',
  'success-after-failures',
  'new-error',
];
const label = (
  kind: AlertKind,
  minutes: readonly [number, number],
  eventsMin: number,
  more: Partial<Label> = {},
): Label => ({
  kind,
  or: [],
  also: wide,
  minutes,
  scale: [1, 1],
  eventsMin,
  afterDays: 0,
  atWork: false,
  ...more,
});

export const labels: Readonly<Record<LabelledName, Label>> = {
  // From a partial outage, one attempt in five, to nearly all.
  outage: label('provider-trouble', [30, 150], 12, { scale: [0.35, 1.5] }),
  'mfa-outage': label('provider-trouble', [45, 180], 12, { also: [...wide, 'mfa-fatigue'] }),
  'expired-secret': label('app-credential', [240, 1_440], 3),
  'wrong-secret': label('app-credential', [240, 1_440], 6),
  'bad-deploy': label('baseline', [240, 1_440], 30, { afterDays: 3 }),
  'sign-in-blackout': label('baseline', [90, 240], 0, { atWork: true, also: [...wide, 'feed-silent'] }),
  'feed-silence': label('feed-silent', [120, 420], 0, { atWork: true }),
  'broken-records': label('rejects', [60, 240], 20, { scale: [0.4, 1.5], also: [...wide, 'feed-silent'] }),
  'new-error': label('new-error', [240, 1_440], 6, { afterDays: 7.5 }),
  'unknown-code': label('unknown-code', [60, 480], 1),
  regression: label('group-change', [240, 960], 4),
  escalation: label('group-change', [480, 1_440], 12),
  'double-redemption': label('token-replay', [120, 480], 15),
  'password-spray': label('password-spray', [20, 120], 30, { scale: [0.3, 2], also: attack }),
  'slow-spray': label('password-spray', [480, 1_200], 3, { scale: [0.7, 3], also: attack }),
  'brute-force': label('brute-force', [25, 180], 25, { scale: [0.6, 3], also: attack }),
  'credential-stuffing': label('credential-stuffing', [40, 180], 60, { scale: [0.5, 3], also: attack }),
  'mfa-fatigue': label('mfa-fatigue', [25, 90], 12, { scale: [0.7, 2], also: wide }),
  'lockout-storm': label('lockout-storm', [40, 120], 60, { scale: [0.7, 2], also: attack }),
  'account-takeover': label('success-after-failures', [60, 90], 8, {
    also: [...attack, 'impossible-travel'],
  }),
  'impossible-travel': label('impossible-travel', [30, 60], 2, { also: wide, afterDays: 7 }),
  'token-theft': label('token-replay', [30, 90], 4, { also: wide }),
  'slow-burn': label('baseline', [1_200, 1_440], 30, { afterDays: 4, scale: [1, 1.5], atWork: true }),
  'flapping-outage': label('provider-trouble', [120, 240], 12, { scale: [0.6, 1.5] }),
  'one-client-stuffing': label('credential-stuffing', [60, 180], 20, {
    scale: [0.5, 2],
    or: ['password-spray'],
    also: attack,
  }),
  'short-brute-force': label('brute-force', [5, 30], 10, { also: attack }),
  // Two records for each prompt.
  'mfa-burst': label('mfa-fatigue', [8, 12], 10),
};

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/**
 * Every kind of incident `times` times, at seeded times of any day and hour, of seeded length and size. None begins
 * within two hours of another of its own kind.
 */
export function planIncidents(
  seed: string,
  { from, days, times, workHour }: { from: Date; days: number; times: number; workHour: number },
): Incident[] {
  const random = createRandom(`${seed}/plan`);
  return labelledNames.flatMap((name) =>
    Array.from({ length: times }, (_, turn) => {
      // The month in as many parts as there are incidents of a kind, so that they do not lie over each other.
      const partMs = (days * dayMs) / times;
      const { minutes, scale, atWork, afterDays } = labels[name];
      const lengthMs = between(random, minutes) * minuteMs;
      const earliestMs = from.getTime() + Math.max(turn * partMs, afterDays * dayMs);
      const drawn =
        earliestMs +
        random.unit() *
          Math.max(0, from.getTime() + (turn + 1) * partMs - earliestMs - lengthMs - dayMs / 12);
      const startMs = atWork ? toWorkingHour(drawn, earliestMs, workHour) : drawn;
      return {
        name,
        from: new Date(Math.floor(startMs / minuteMs) * minuteMs),
        to: new Date(startMs + lengthMs),
        scale: between(random, scale),
      };
    }),
  );
}

/** A number drawn from a range. */
export function between(random: Random, [low, high]: readonly [number, number]): number {
  return low + random.unit() * (high - low);
}

/**
 * The same day, or the next that people work on, within five hours from the hour (UTC) on at which work begins; after two
 * days, so that a day is known.
 */
function toWorkingHour(atMs: number, earliestMs: number, workHour: number): number {
  let dayStartMs = Math.floor(Math.max(atMs, earliestMs + 2 * dayMs) / dayMs) * dayMs;
  while ([0, 6].includes(new Date(dayStartMs).getUTCDay())) dayStartMs += dayMs;
  return dayStartMs + (workHour + ((atMs / 3_600_000) % 5)) * 3_600_000;
}

/** The name, if it is of something that a rule must find. */
export function labelOf({ name }: Incident): Label | null {
  return Object.entries(labels).find(([known]) => known === name)?.[1] ?? null;
}
