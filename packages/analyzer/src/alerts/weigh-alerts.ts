import type {
  CarriedQuestion,
  Inhibition,
  LeftCounts,
  LeftQuestion,
  SelectedEvents,
  WeighedAlert,
  WeighingAnswer,
} from '@turnaway/contracts/alert-inhibition';
import { inOrder, isAboutTheSame, isSilence, mayTell, mayTellOf, mayYield } from './may-tell-of.js';
import { carriedBy, carriedQuestion } from './silent-carriers.js';
import { type Counting, countingOf, toldEvents } from './told-events.js';

const minuteMs = 60_000;
/** So many alerts at once are asked whether they tell of another one: each is a condition of the question. */
const othersMax = 100;

type Question = LeftQuestion | CarriedQuestion;
type Weighing = Generator<Question, Map<string, string | null>, WeighingAnswer>;

/**
 * Which of the alerts that fire are told by another one that is about the same: what is left of them without the events
 * that the others tell of is below the level at which they warn. It asks for the counts that it needs; where in doubt
 * an alert speaks for itself, as does one that was told already; but missing successes that were told before the silence
 * of their feeds was found are a part of that story from then on.
 *
 * `alerts` are those of one workspace that fire, and those that ended within a day: as long as their events lie in the
 * window of another one, they tell of it. Answers what has changed.
 */
export function* weighAlerts(
  alerts: readonly WeighedAlert[],
  now: Date,
): Generator<Question, Inhibition[], WeighingAnswer> {
  const tellers = inOrder(alerts.filter((alert) => mayTell(alert) && !alert.silenced));
  const before = new Map(alerts.map(({ id, inhibitedBy }) => [id, inhibitedBy]));
  const toldBy = new Map<string, string | null>();
  const speaks = ({ id, told, endedAt }: WeighedAlert): boolean =>
    told || (endedAt === null && toldBy.get(id) === null);
  for (const together of partsOf(inOrder(alerts.filter(isWeighed)))) {
    const [first] = together;
    if (first === undefined) continue;
    const candidates = tellers.filter(
      (teller) =>
        mayTellOf(teller, first) &&
        (!first.told || isSilence(teller)) &&
        speaks(teller) &&
        tellsAllOf(first, teller) &&
        reaches(teller, first, now),
    );
    const found = candidates.length === 0 ? new Map() : yield* weighPart(together, first, candidates);
    for (const alert of together) {
      toldBy.set(alert.id, isWell(alert) ? alert.inhibitedBy : (found.get(alert.id) ?? null));
    }
  }
  const told = new Set(alerts.flatMap((alert) => (alert.told ? alert.id : [])));
  return [...toldBy].flatMap(([alertId, by]) =>
    before.get(alertId) === by ? [] : { alertId, by, wasTold: told.has(alertId) },
  );
}

function isWeighed(alert: WeighedAlert): boolean {
  return alert.endedAt === null && (!alert.told || mayYield(alert));
}

/** Alerts of one rule and one level are counted at once; what comes from somewhere is weighed by itself. */
function partsOf(alerts: readonly WeighedAlert[]): WeighedAlert[][] {
  const parts = new Map<string, WeighedAlert[]>();
  for (const alert of alerts) {
    const key = alert.origin === null ? `${alert.ruleId}|${alert.level}` : alert.id;
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [alert]);
    else part.push(alert);
  }
  return [...parts.values()];
}

/** Whoever would hear of an alert hears of the teller: else a team would not learn of what its own rule found. */
function tellsAllOf({ channels }: WeighedAlert, teller: WeighedAlert): boolean {
  return channels.every((channel) => teller.channels.includes(channel));
}

/** Whether the window of an alert still holds events of the time of a teller. */
function reaches(teller: WeighedAlert, { watch, keepFiringMinutes }: WeighedAlert, now: Date): boolean {
  if (teller.endedAt === null) return true;
  const minutes = (watch.kind === 'feed-silent' ? 0 : watch.params.windowMinutes) + keepFiringMinutes;
  return now.getTime() - teller.endedAt.getTime() < minutes * minuteMs;
}

function* weighPart(
  alerts: readonly WeighedAlert[],
  first: WeighedAlert,
  candidates: readonly WeighedAlert[],
): Weighing {
  const silences = candidates.filter(isSilence);
  if (silences.length > 0) {
    const { carried } = yield carriedQuestion(first, silences.slice(0, othersMax));
    const by = carried === null ? null : carriedBy(carried);
    if (by !== null) return new Map(alerts.map(({ id }) => [id, by]));
  }
  return yield* weighByEvents(
    alerts,
    first,
    candidates.filter((candidate) => !isSilence(candidate)),
  );
}

function* weighByEvents(
  alerts: readonly WeighedAlert[],
  first: WeighedAlert,
  candidates: readonly WeighedAlert[],
): Weighing {
  const counting = countingOf(first.watch, first.origin);
  if (counting === null) {
    return new Map(
      alerts.map((alert) => [
        alert.id,
        candidates.find((teller) => isAboutTheSame(teller, alert))?.id ?? null,
      ]),
    );
  }
  const others = candidates
    .flatMap((teller) => {
      const events = toldEvents(teller);
      return events === null ? [] : { id: teller.id, events };
    })
    .slice(0, othersMax);
  if (others.length === 0) return new Map();
  const { left } = yield {
    ruleId: first.ruleId,
    kind: first.watch.kind,
    windowMinutes: counting.windowMinutes,
    select: counting.select,
    by: counting.by,
    keys: counting.by === 'all' ? ['all'] : alerts.map(({ key }) => key),
    others,
  };
  return new Map(
    alerts.map((alert) => {
      const found = left.get(counting.by === 'all' ? 'all' : alert.key);
      const isTold = found !== undefined && isExplained(alert, counting, found);
      return [alert.id, isTold ? mostOf(others, found) : null];
    }),
  );
}

/** Would it not have fired without what the others tell of? */
function isExplained(alert: WeighedAlert, { measure }: Counting, counts: LeftCounts): boolean {
  const level = alert.warnThreshold ?? alert.threshold;
  const { value } = alert;
  const toldEvents = counts.events - counts.leftEvents;
  if (toldEvents <= 0) return false;
  switch (measure) {
    case 'events':
      // What is counted but not kept is nobody else's.
      return Math.max(counts.leftEvents, value - toldEvents) < level;
    case 'accounts':
      return Math.max(counts.leftAccounts, value - (counts.accounts - counts.leftAccounts)) < level;
    case 'share': {
      const attempts = counts.events / value;
      return attempts > toldEvents && counts.leftEvents / (attempts - toldEvents) < level;
    }
    case 'missing':
      return value + counts.toldAccounts > level;
  }
}

function mostOf(
  others: readonly { id: string; events: SelectedEvents }[],
  { told }: LeftCounts,
): string | null {
  const [most] = others.toSorted((one, other) => (told[other.id] ?? 0) - (told[one.id] ?? 0));
  return most?.id ?? null;
}

/** It only goes on for a while, so that it does not flap: that is no news. */
function isWell({ value, threshold, warnThreshold, worseWhen }: WeighedAlert): boolean {
  const level = warnThreshold ?? threshold;
  return worseWhen === 'higher' ? value < level : value > level;
}
