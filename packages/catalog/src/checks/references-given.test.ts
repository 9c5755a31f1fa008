import { expect, test } from 'vitest';
import { problemsOf } from '../testing.js';
import { referencesGiven } from './references-given.js';

const source = (url: string, title = 'Error codes') => ({
  sources: { codes: { title, url, verified: '2026-01-02' } },
});

test.each([
  'http://docs.sample.example/codes',
  'https://blog.example/codes',
  'https://sample.example.evil.test/codes',
  'https://notsample.example/codes',
])('%s is no page of the owner', (url) => {
  const problems = problemsOf(referencesGiven, source(url));
  expect(problems).toContainEqual(expect.stringContaining('is not https on'));
  expect(problems).toContainEqual('1: no reference on sample.example');
});

test('a standard alone is not enough, and is welcome beside the own page', () => {
  const url = 'https://www.rfc-editor.org/rfc/rfc6749.html';
  expect(problemsOf(referencesGiven, source(url))).toEqual(['1: no reference on sample.example']);
  const references = [{ title: 'RFC 6749', url }];
  expect(problemsOf(referencesGiven, { codes: [{ code: '1', references }] })).toEqual([]);
});

test('a domain may be the beginning of a path', () => {
  const domains = ['github.com/sample'];
  const at = (url: string) => problemsOf(referencesGiven, { ...source(url), domains });
  expect(at('https://github.com/sample/docs')).toEqual([]);
  expect(at('https://github.com/sampler/docs')).not.toEqual([]);
});

test('a source that is not there, and a title that says nothing, are found', () => {
  expect(problemsOf(referencesGiven, { codes: [{ code: '1', from: ['gone'] }] })).toContain(
    '1: from: there is no source "gone"',
  );
  expect(problemsOf(referencesGiven, source('https://sample.example', 'Doc'))).toHaveLength(1);
});
