import type { HostState } from '@turnaway/contracts';
import type { PostResult } from './post-message.js';

/** Deliveries to one host at the same time, of all workers and channels together. */
export const concurrentMax = 4;
/** Deliveries to one host begin this far apart, on the long run. */
export const slotEveryMs = 100;
/** What may begin this much ahead of its time: so many of them begin together. */
const earlyMaxMs = 1_000;
/** How long a delivery waits that comes upon a full host. */
const fullWaitMs = 1_000;
/** A place that is held for longer was left by a worker that died. */
export const placeMs = 30_000;
/** So many failures in a row within so long, and the host is taken to be down. */
export const failuresMax = 5;
export const failuresWithinMs = 5 * 60_000;
/** How long a host that is down is left alone: after the first finding, the second, and so on. */
export const pausesMs = [30_000, 60_000, 120_000, 300_000] as const;
/** How soon it is asked again how the one delivery went that finds out whether the host is back. */
const probeWaitMs = 5_000;
/** Those that waited for one time come back over this span, not all at once. */
const spreadMs = 5_000;
/** Part of the average that the latest delivery makes up. */
const latestWeight = 0.3;

interface Caller {
  /** Names the place that it takes; another one at every try. */
  placeId: string;
  /** When it was told that it may begin, if it was. */
  slotAtMs: number | null;
  /** Somebody waits for it: it is what finds out whether a paused host is back, whatever the time. */
  isTest: boolean;
}

/**
 * `go`: the delivery has a place, and must leave it again. `slot`: it is to come back when its turn is.
 * `hold`: the host is down; it is to come back then, and ask for a turn anew.
 */
export type Admission = { kind: 'go' } | { kind: 'slot'; atMs: number } | { kind: 'hold'; untilMs: number };

/** Decides whether a delivery may begin at its host now. `random` is from 0 to 1. */
export function enterHost(
  before: HostState,
  caller: Caller,
  nowMs: number,
  random: number,
): { state: HostState; admission: Admission } {
  const state = withoutDead(before, nowMs);
  const place = { id: caller.placeId, untilMs: nowMs + placeMs };
  const inFlight = [...state.inFlight, place];
  const go: Admission = { kind: 'go' };
  const { pause } = state;
  if (pause !== null) {
    const waitMs = pause.probe === null ? pause.untilMs - nowMs : probeWaitMs;
    return pause.probe === null && (waitMs <= 0 || caller.isTest)
      ? { state: { ...state, inFlight, pause: { ...pause, probe: place } }, admission: go }
      : { state, admission: { kind: 'hold', untilMs: Math.round(nowMs + waitMs + spreadMs * random) } };
  }
  const { slotAtMs, nextSlotAtMs } =
    caller.slotAtMs === null
      ? takeSlot(state, nowMs)
      : { slotAtMs: caller.slotAtMs, nextSlotAtMs: state.nextSlotAtMs };
  if (slotAtMs > nowMs + earlyMaxMs) {
    return { state: { ...state, nextSlotAtMs }, admission: { kind: 'slot', atMs: slotAtMs } };
  }
  if (inFlight.length > concurrentMax) {
    const later = takeSlot({ ...state, nextSlotAtMs }, nowMs + fullWaitMs);
    return {
      state: { ...state, nextSlotAtMs: later.nextSlotAtMs },
      admission: { kind: 'slot', atMs: later.slotAtMs },
    };
  }
  return { state: { ...state, inFlight, nextSlotAtMs }, admission: go };
}

/** How a delivery went, as far as it says something of its host. */
export interface HostReport {
  placeId: string;
  tookMs: number;
  result: Pick<PostResult, 'error' | 'statusCode'>;
}

/** Gives back a delivery's place, and learns from how it went. */
export function leaveHost(before: HostState, report: HostReport, nowMs: number): HostState {
  const { placeId, result } = report;
  const wasProbe = before.pause?.probe?.id === placeId;
  const state = {
    ...before,
    inFlight: before.inFlight.filter(({ id }) => id !== placeId),
    tookMs: Math.round(before.tookMs * (1 - latestWeight) + report.tookMs * latestWeight),
  };
  const verdict = judgeHost(result);
  if (verdict === 'answers') {
    return { ...state, failuresAtMs: [], failingSinceMs: null, lastFailure: null, pause: null };
  }
  if (verdict === 'unknown' || result.error === null) return abandonPlace(before, placeId);
  const failed = {
    ...state,
    failuresAtMs: [...state.failuresAtMs, nowMs].slice(-failuresMax),
    failingSinceMs: state.failingSinceMs ?? nowMs,
    lastFailure: { error: result.error, statusCode: result.statusCode },
  };
  if (failed.pause === null) return { ...failed, pause: isDown(failed, nowMs) ? pauseOf(0, nowMs) : null };
  if (!wasProbe) return failed;
  // A test that was sent before the time had come says nothing new.
  const isEarly = nowMs < failed.pause.untilMs;
  return {
    ...failed,
    pause: isEarly ? { ...failed.pause, probe: null } : pauseOf(failed.pause.step + 1, nowMs),
  };
}

/** Gives back the place of a delivery that was not tried after all. */
export function abandonPlace(before: HostState, placeId: string): HostState {
  const { pause } = before;
  return {
    ...before,
    inFlight: before.inFlight.filter(({ id }) => id !== placeId),
    pause: pause?.probe?.id === placeId ? { ...pause, probe: null } : pause,
  };
}

/** A host that refuses a message is up all the same; and what never left us says nothing of it. */
function judgeHost({ error, statusCode }: HostReport['result']): 'answers' | 'fails' | 'unknown' {
  if (error === 'blocked-address' || error === 'message') return 'unknown';
  if (error === null || error === 'refused') return 'answers';
  return error === 'http' && statusCode !== null && statusCode < 500 ? 'answers' : 'fails';
}

function isDown({ failuresAtMs }: HostState, nowMs: number): boolean {
  const [first] = failuresAtMs;
  return failuresAtMs.length === failuresMax && first !== undefined && nowMs - first <= failuresWithinMs;
}

function pauseOf(step: number, nowMs: number): NonNullable<HostState['pause']> {
  const pauseMs = pausesMs[Math.min(step, pausesMs.length - 1)] ?? 0;
  return { step, untilMs: nowMs + pauseMs, probe: null };
}

/** The next time that is free. A slow host is asked no more often than it can take with all its places. */
function takeSlot(state: HostState, fromMs: number): { slotAtMs: number; nextSlotAtMs: number } {
  const slotAtMs = Math.max(fromMs, state.nextSlotAtMs);
  return {
    slotAtMs,
    nextSlotAtMs: slotAtMs + Math.max(slotEveryMs, Math.round(state.tookMs / concurrentMax)),
  };
}

function withoutDead(state: HostState, nowMs: number): HostState {
  const { pause } = state;
  const isProbeDead = pause !== null && pause.probe !== null && pause.probe.untilMs <= nowMs;
  return {
    ...state,
    inFlight: state.inFlight.filter(({ untilMs }) => untilMs > nowMs),
    pause: isProbeDead ? { ...pause, probe: null } : pause,
  };
}
