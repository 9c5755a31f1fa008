import { entries } from '@turnaway/catalog';
import type { CodeOverride } from '@turnaway/contracts';
import { expect, test } from 'vitest';
import { listEntries, listSystems } from './list-entries.js';

const override: CodeOverride = {
  system: 'entra',
  code: '50126',
  variant: null,
  cause: 'security-threat',
  note: 'under attack',
  author: 'Ada',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

test('pages follow each other without a gap', () => {
  const first = listEntries({ limit: 2 }, []);
  const second = listEntries({ limit: 2, cursor: first.nextCursor ?? '' }, []);
  const both = [...first.items, ...second.items].map(({ override: _, ...entry }) => entry);
  expect(both).toEqual(entries().slice(0, 4));
  expect(first.total).toBe(entries().length);
});

test('facts narrow down together', () => {
  const { items, total } = listEntries(
    { system: 'entra', cause: 'consent', outcome: 'failure', limit: 200 },
    [],
  );
  expect(total).toBeGreaterThan(0);
  for (const entry of items)
    expect(entry).toMatchObject({ system: 'entra', cause: 'consent', outcome: 'failure' });
});

test('a code that was decided about is found by the decision, and no longer by what the catalog says', () => {
  const threats = listEntries({ q: '50126', cause: 'security-threat', limit: 5 }, [override]);
  expect(threats.items[0]).toMatchObject({ code: '50126', override: { note: 'under attack' } });
  const mistyped = listEntries({ q: 'entra/50126', cause: 'user-credential', limit: 5 }, [override]);
  expect(mistyped.items.filter(({ variant }) => variant === null)).toEqual([]);
});

test('systems are named and add up to the entries that fit', () => {
  const { items } = listSystems({ cause: 'consent' }, []);
  const sum = items.reduce((all, { entries: count }) => all + count, 0);
  expect(sum).toBe(listEntries({ cause: 'consent', limit: 1 }, []).total);
  expect(items).toContainEqual({ system: 'entra', name: 'Microsoft Entra ID', entries: expect.any(Number) });
});

test('what no entry holds as it is written is read as explain reads it', () => {
  const found = listEntries({ q: 'AADSTS50126', limit: 5 }, []);
  expect(found.items[0]).toMatchObject({ system: 'entra', code: '50126' });
});
