import type { AttemptEvent, AttemptOutcome } from '@turnaway/contracts/attempts';

/** Without a correlation id, events of one person in one app are one attempt if no more than this lies between. */
export const personGapMaxMs = 10 * 60_000;
/** Clients reuse correlation ids: after this long without an event, the same id is another attempt. */
export const correlationGapMaxMs = 30 * 60_000;
/** A prompt may be answered for this long; after that it is abandoned, unless a late event says otherwise. */
export const answerTimeMs = 10 * 60_000;

/** One try to sign in. */
export interface Attempt<Event extends AttemptEvent> {
  outcome: AttemptOutcome;
  /** In the order of time; at least one. */
  events: [Event, ...Event[]];
  /** The prompt that the success answered or, without a success, the last one; `null` if nobody was asked. */
  prompt: Event | null;
  /** From that prompt to the success. */
  answeredAfterMs: number | null;
}

/**
 * Groups events into attempts, ordered by their first events: by correlation id; else, or where a prompt of another
 * id was still unanswered, by person, app and (where both are known) address within 10 minutes. Events may come in any
 * order and twice. What is no sign-in is left out. An event with neither correlation id nor person stands alone.
 */
export function stitchAttempts<Event extends AttemptEvent>(
  events: readonly Event[],
  now: Date,
): Attempt<Event>[] {
  const groups: Group<Event>[] = [];
  const byCorrelation = new Map<string, Group<Event>>();
  const byPerson = new Map<string, Group<Event>[]>();
  for (const event of inOrder(events)) {
    const atMs = Date.parse(event.occurredAt);
    const person = event.userKey === null ? null : `${event.userKey}\n${event.app}`;
    const group =
      findByCorrelation(byCorrelation, event, atMs) ??
      findByPerson(person === null ? [] : (byPerson.get(person) ?? []), event, atMs) ??
      startGroup(groups);
    addTo(group, event, atMs);
    if (event.correlationId !== null) byCorrelation.set(event.correlationId, group);
    if (person === null) continue;
    const known = byPerson.get(person);
    if (known === undefined) byPerson.set(person, [group]);
    else if (!known.includes(group)) known.push(group);
  }
  return groups.flatMap((group) => toAttempt(group, now) ?? []);
}

interface Group<Event> {
  events: Event[];
  lastMs: number;
  ip: string | null;
  hasCorrelation: boolean;
  hasSuccess: boolean;
  hasFailure: boolean;
}

const ranks = { interrupt: 0, conditional: 0, failure: 1, success: 2, other: 3 } as const;

/** By time; of the same time, the question before its answer, since some logs know only seconds. */
function inOrder<Event extends AttemptEvent>(events: readonly Event[]): Event[] {
  const distinct = new Map(
    events.filter((event) => event.outcome !== 'other').map((event) => [event.id, event]),
  );
  return [...distinct.values()].sort(
    (a, b) =>
      compare(a.occurredAt, b.occurredAt) || ranks[a.outcome] - ranks[b.outcome] || compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findByCorrelation<Event extends AttemptEvent>(
  groups: ReadonlyMap<string, Group<Event>>,
  event: Event,
  atMs: number,
): Group<Event> | undefined {
  const group = event.correlationId === null ? undefined : groups.get(event.correlationId);
  return group !== undefined && atMs - group.lastMs <= correlationGapMaxMs ? group : undefined;
}

function findByPerson<Event extends AttemptEvent>(
  groups: readonly Group<Event>[],
  event: Event,
  atMs: number,
): Group<Event> | undefined {
  return groups.findLast(
    (group) =>
      atMs - group.lastMs <= personGapMaxMs &&
      // Who is in has ended the attempt; what follows is the next one.
      !group.hasSuccess &&
      (event.ip === null || group.ip === null || event.ip === group.ip) &&
      // Another correlation id is another attempt, unless it answers a prompt that was left standing.
      (event.correlationId === null || !group.hasCorrelation || !group.hasFailure),
  );
}

function startGroup<Event>(groups: Group<Event>[]): Group<Event> {
  const group: Group<Event> = {
    events: [],
    lastMs: 0,
    ip: null,
    hasCorrelation: false,
    hasSuccess: false,
    hasFailure: false,
  };
  groups.push(group);
  return group;
}

function addTo<Event extends AttemptEvent>(group: Group<Event>, event: Event, atMs: number): void {
  group.events.push(event);
  group.lastMs = atMs;
  group.ip = event.ip ?? group.ip;
  group.hasCorrelation ||= event.correlationId !== null;
  group.hasSuccess ||= event.outcome === 'success';
  group.hasFailure ||= event.outcome === 'failure';
}

function toAttempt<Event extends AttemptEvent>(group: Group<Event>, now: Date): Attempt<Event> | null {
  const [first, ...rest] = group.events;
  if (first === undefined) return null;
  const isPrompt = ({ outcome }: Event) => outcome === 'interrupt' || outcome === 'conditional';
  const lastSuccess = group.events.findLastIndex((event) => event.outcome === 'success');
  // Some logs write "stay signed in?" after the success: that prompt was not what it answered.
  const prompt =
    group.events.slice(0, lastSuccess + 1).findLast(isPrompt) ?? group.events.findLast(isPrompt) ?? null;
  const answer =
    prompt === null
      ? undefined
      : group.events.slice(group.events.indexOf(prompt)).find((event) => event.outcome === 'success');
  return {
    outcome: outcomeOf(group, now),
    events: [first, ...rest],
    prompt,
    answeredAfterMs:
      prompt === null || answer === undefined
        ? null
        : Date.parse(answer.occurredAt) - Date.parse(prompt.occurredAt),
  };
}

function outcomeOf(group: Group<unknown>, now: Date): AttemptOutcome {
  if (group.hasSuccess) return 'success';
  if (group.hasFailure) return 'failed';
  return now.getTime() - group.lastMs < answerTimeMs ? 'open' : 'abandoned';
}
