import { expect, test } from 'vitest';
import type { ProblemException } from '../http/problem.js';
import { createRoom } from './room.js';

const limits = { TURNAWAY_MAX_BACKLOG_BATCHES: 2, TURNAWAY_MAX_BACKLOG_BYTES: 1_000 };

function makeRoom() {
  const state = { batches: 0, bytes: 0, nowMs: 0 };
  const room = createRoom({ read: async () => state, add: () => undefined }, limits, () => state.nowMs);
  const retryAfter = async () => {
    try {
      await room.refuseWhenFull();
      return null;
    } catch (error) {
      return Number((error as ProblemException).extras.headers?.['retry-after']);
    }
  };
  return { state, retryAfter };
}

test('senders are sent away while as many batches or bytes wait as may, and not before', async () => {
  const { state, retryAfter } = makeRoom();
  expect(await retryAfter()).toBeNull();
  state.batches = 2;
  expect(await retryAfter()).toBe(5);
  Object.assign(state, { batches: 1, bytes: 1_000 });
  expect(await retryAfter()).toBe(5);
  state.bytes = 999;
  expect(await retryAfter()).toBeNull();
});

test('the longer it lasts, the later they are to come back, and it starts anew after there was room', async () => {
  const { state, retryAfter } = makeRoom();
  state.batches = 2;
  const waits: number[] = [];
  for (const seconds of [0, 10, 20, 120]) {
    state.nowMs = seconds * 1_000;
    waits.push((await retryAfter()) ?? 0);
  }
  expect(waits).toEqual([5, 15, 30, 60]);
  state.batches = 0;
  await retryAfter();
  state.batches = 2;
  expect(await retryAfter()).toBe(5);
});

test('a sender that tries six times outlasts two minutes', async () => {
  const { state, retryAfter } = makeRoom();
  state.batches = 2;
  for (let tries = 0; tries < 5; tries++) state.nowMs += ((await retryAfter()) ?? 0) * 1_000;
  expect(state.nowMs).toBeGreaterThan(120_000);
});
