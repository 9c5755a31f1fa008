import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { expect, test } from 'vitest';
import { widenWindow } from './widen-window.js';

test.each([
  ['a log that comes at once', 2, 0],
  ['a log that is half an hour late', 29.2, 30],
  ['old logs that are brought in', 10_000, 120],
])(
  'an attack is looked for in a window that begins as much earlier as events come late: %s',
  (_, lagMinutes, wider) => {
    const params = alertParamsSchemas['brute-force'].parse({});
    expect(widenWindow('brute-force', params, lagMinutes)).toEqual({
      ...params,
      windowMinutes: params.windowMinutes + wider,
    });
  },
);

test('a count in so many minutes stays one in so many minutes, however late events come', () => {
  const params = alertParamsSchemas.threshold.parse({
    measure: 'failures',
    threshold: 10,
    recoveryThreshold: 5,
  });
  expect(widenWindow('threshold', params, 30)).toEqual(params);
});
