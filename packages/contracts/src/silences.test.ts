import { expect, test } from 'vitest';
import { silenceInputSchema } from './silences.js';

test('a misspelled field of a silence is refused by its name, and keeps nothing quiet', () => {
  const { error } = silenceInputSchema.safeParse({
    matchers: { app: ['Payroll'] },
    endsAt: '2026-11-30T18:00:00Z',
    recurence: { days: [1], from: '22:00', to: '06:00', timeZone: 'Europe/Lisbon' },
    comment: 'Nightly restart',
  });
  expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['recurence'] }]);
});
