import type { ErrorGroupState, IgnoreCondition } from '@turnaway/contracts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A group is new for so long, unless somebody takes it up. */
const newForMs = 7 * dayMs;
/** Fewer events in an hour are no rise, however rare a group is. */
const risenEventsMin = 20;
/** A group that has risen stays where people see it for at least a day. */
const escalatingForMs = dayMs;
/** Hours that have to be known before any of them is usual. */
const knownHoursMin = 24;

/** What is known of a group when it is looked at. */
export interface ObservedErrorGroup {
  state: ErrorGroupState;
  stateSince: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** When somebody resolved or ignored it; `null` in other states. */
  decidedAt: Date | null;
  /** While it is ignored: until when. */
  ignore: IgnoreCondition | null;
  /** Counted since it was ignored. */
  eventsSinceIgnored: number;
  peopleSinceIgnored: number;
  eventsLastHour: number;
  /** As {@link usualHour} has it; `null` while it is not known. */
  usualHour: number | null;
}

/** A state that a group comes to by itself, and why, in a sentence for its history. */
export interface StateChange {
  state: ErrorGroupState;
  because: string;
}

/**
 * The state of a group that is seen for the first time. On the first day that a system's log comes in, everything is
 * seen for the first time, and nothing of it is news; nor is what happened long ago and comes in late.
 */
export function firstState(
  { firstSeenAt, systemWatchedSince }: { firstSeenAt: Date; systemWatchedSince: Date | null },
  now: Date,
): ErrorGroupState {
  if (systemWatchedSince === null) return 'ongoing';
  const isOfFirstDay = firstSeenAt.getTime() < systemWatchedSince.getTime() + dayMs;
  return isOfFirstDay || isOld(firstSeenAt, now) ? 'ongoing' : 'new';
}

/**
 * The state that a group comes to next by itself, or `null` if it stays as it is. What people decided holds until
 * later events speak against it: logs of before that come in late do not.
 */
export function nextState(group: ObservedErrorGroup, now: Date): StateChange | null {
  switch (group.state) {
    case 'resolved':
      return group.decidedAt !== null && group.lastSeenAt > group.decidedAt
        ? { state: 'regressed', because: 'It happened again after it was resolved.' }
        : null;
    case 'ignored':
      return endOfIgnoring(group, now);
    case 'new':
      return (
        rise(group) ??
        (isOld(group.firstSeenAt, now)
          ? { state: 'ongoing', because: 'It was first seen more than 7 days ago.' }
          : null)
      );
    case 'ongoing':
      return rise(group);
    case 'escalating':
      return now.getTime() - group.stateSince.getTime() >= escalatingForMs && rise(group) === null
        ? { state: 'ongoing', because: 'It is no longer above what is usual for it.' }
        : null;
    case 'regressed':
      return null;
  }
}

/**
 * How many events a busy hour of a group has: of all its hours, those without events too, the one that 19 of 20 do
 * not exceed. So neither the quiet of nights nor a peak or two moves it. `null` below a day of known hours.
 *
 * @param hours events of the hours that have any, in any order
 * @param knownHours how many hours there are in all
 */
export function usualHour(hours: readonly number[], knownHours: number): number | null {
  if (knownHours < knownHoursMin) return null;
  const above = Math.floor(knownHours / 20);
  return [...hours].sort((a, b) => b - a)[above] ?? 0;
}

function endOfIgnoring(group: ObservedErrorGroup, now: Date): StateChange | null {
  const { ignore } = group;
  if (ignore === null || ignore.until === 'for-good') return null;
  if (ignore.until === 'time') {
    return now.getTime() >= Date.parse(ignore.at)
      ? { state: 'ongoing', because: 'The time that it was ignored for is over.' }
      : null;
  }
  const seen = ignore.until === 'events' ? group.eventsSinceIgnored : group.peopleSinceIgnored;
  const unit = ignore.until === 'events' ? 'events' : 'people';
  return seen >= ignore.count
    ? {
        state: 'escalating',
        because: `${seen} ${unit} since it was ignored, which was until ${ignore.count} more.`,
      }
    : null;
}

/** Twice a busy hour, and beyond what chance adds to it. */
function rise({ eventsLastHour, usualHour: usual }: ObservedErrorGroup): StateChange | null {
  if (usual === null || eventsLastHour < risenEventsMin) return null;
  return eventsLastHour > 2 * usual + 3 * Math.sqrt(usual)
    ? {
        state: 'escalating',
        because: `${eventsLastHour} events within an hour; a busy hour usually has ${Math.round(usual)}.`,
      }
    : null;
}

function isOld(firstSeenAt: Date, now: Date): boolean {
  return now.getTime() - firstSeenAt.getTime() >= newForMs;
}
