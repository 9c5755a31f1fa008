import { expect, test } from 'vitest';
import { rollUp } from './roll-up.js';
import { analyzeText, auth0Log } from './testing.js';

const events = analyzeText(
  JSON.stringify([
    auth0Log('1', { client_name: 'B' }),
    auth0Log('2', { client_name: 'A', date: '2026-03-01T10:00:59.999Z' }),
    auth0Log('3', { client_name: 'A' }),
    auth0Log('4', { client_name: 'A', date: '2026-03-01T10:01:00.000Z' }),
    auth0Log('5', { client_name: 'A', type: 's' }),
    auth0Log('6'),
  ]),
).events;

test('counts by minute, error code, app and interactivity', () => {
  const rows = rollUp(events).map(({ minute, errorCode, app, events }) => [
    minute,
    errorCode.code,
    app,
    events,
  ]);
  expect(rows).toEqual([
    ['2026-03-01T10:00:00.000Z', 'fp', null, 1],
    ['2026-03-01T10:00:00.000Z', 'fp', 'A', 2],
    ['2026-03-01T10:00:00.000Z', 'fp', 'B', 1],
    ['2026-03-01T10:00:00.000Z', 's', 'A', 1],
    ['2026-03-01T10:01:00.000Z', 'fp', 'A', 1],
  ]);
});

test('gives the same rows in the same order whatever order events come in, so that workers lock alike', () => {
  expect(rollUp(events.toReversed())).toEqual(rollUp(events));
});

test('no event is lost or counted twice', () => {
  expect(rollUp(events).reduce((sum, row) => sum + row.events, 0)).toBe(events.length);
});
