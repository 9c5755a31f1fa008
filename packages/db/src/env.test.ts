import { expect, test } from 'vitest';
import { readDatabaseUrl } from './env.js';

test('the address of a PostgreSQL database is enough to migrate it', () => {
  const DATABASE_URL = 'postgresql://turnaway:secret@localhost:5432/turnaway';
  expect(readDatabaseUrl({ DATABASE_URL })).toEqual({ ok: true, databaseUrl: DATABASE_URL });
});

test.each([[undefined], [''], ['mysql://host/db'], ['localhost']])(
  'DATABASE_URL=%s is refused with one line that names it and what was expected',
  (DATABASE_URL) => {
    const reading = readDatabaseUrl({ DATABASE_URL });
    if (reading.ok) throw new Error('expected a refusal');
    expect(reading.message).toMatch(/^DATABASE_URL: expected/);
  },
);
