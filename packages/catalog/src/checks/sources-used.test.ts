import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { sourcesUsed } from './sources-used.js';

const page = { title: 'Some page', url: 'https://sample.example/page', verified: '2026-01-02' };

test('a page that no code rests on is found', () => {
  const sources = { codes: page, other: page, spare: page };
  const codes = [{ code: '1' }, { code: '2', from: ['other'] }];
  expect(problemsOf(sourcesUsed, { sources, codes })).toEqual(['sources.spare: no code rests on it']);
});
