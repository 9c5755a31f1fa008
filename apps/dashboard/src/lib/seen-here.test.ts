import { expect, test } from 'vitest';
import { countByCode } from './seen-here';

test('a code is counted with all its variants, and each variant for itself', () => {
  const counts = countByCode([
    { system: 'entra', code: '50053', variant: null, events: 3 },
    { system: 'entra', code: '50053', variant: 'malicious-ip', events: 4 },
    { system: 'entra', code: '50126', variant: null, events: 5 },
  ]);
  expect(Object.fromEntries(counts)).toEqual({
    'entra/50053': 7,
    'entra/50053#malicious-ip': 4,
    'entra/50126': 5,
  });
});
