import { expect, test } from 'vitest';
import { openCatalog, openData } from './open-catalog.js';
import { sampleCatalog } from './testing.js';

const { data } = sampleCatalog({ codes: [{ code: '1', aliases: ['one', '2'] }, { code: '2' }] });

test('other spellings of a code find its entry, and never stand before a code', () => {
  const catalog = openData(data);
  expect(catalog.lookup({ system: 'sample', code: 'one', variant: null })?.code).toBe('1');
  expect(catalog.lookup({ system: 'sample', code: '2', variant: null })?.code).toBe('2');
});

test('an entry is completed once, whoever asks', () => {
  const catalog = openData(data);
  expect(catalog.lookup({ system: 'sample', code: '1', variant: null })).toBe(catalog.entries()[0]);
});

test('only the systems that are asked for are read, and each once', () => {
  const read: string[] = [];
  const catalog = openCatalog({
    reasons: data.reasons,
    systems: ['sample', 'other'],
    names: { sample: 'Sample', other: 'Other' },
    readSystem: (system) => {
      read.push(system);
      return data.systems[0] ?? null;
    },
  });
  catalog.lookup({ system: 'sample', code: '1', variant: null });
  catalog.lookup({ system: 'sample', code: '2', variant: null });
  catalog.lookup({ system: 'unheard-of', code: '2', variant: null });
  expect(read).toEqual(['sample']);
});

test('the newest day of the sources is the day of the entry; what is only recalled has none', () => {
  const page = (verified: string) => ({
    title: 'A page',
    url: `https://sample.example/${verified}`,
    verified,
  });
  const { entries } = sampleCatalog({
    from: ['old', 'new'],
    sources: { old: page('2025-01-02'), new: page('2026-01-02') },
    codes: [{ code: '1' }, { code: '2', from: ['old'] }, { code: '3', confidence: 'recalled' }],
  });
  expect(entries.map(({ verified }) => verified)).toEqual(['2026-01-02', '2025-01-02', null]);
});
