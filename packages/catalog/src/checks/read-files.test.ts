import { expect, test } from 'vitest';
import { readFiles } from './read-files.js';
import { formatFinding } from './show-findings.js';

const head = `system: sample
name: Sample
source: directory
confidence: doc
from: [codes]
domains: [sample.example]
sources:
  codes: {title: Error codes, url: "https://sample.example", verified: "2026-01-02"}
codes:
`;
const found = (name: string, text: string) =>
  readFiles([{ folder: 'systems', name, text }]).findings.map(formatFinding);

test('a misspelled field is told of by file, code and field', () => {
  expect(found('sample', `${head}  - {code: "12", reason: some-reason, titel: A title}\n`)).toEqual([
    'data/systems/sample.yaml: 12: Unrecognized key: "titel"',
  ]);
});

test('a word that is not in the taxonomy is told of', () => {
  const [finding] = found('sample', `${head}  - {code: "12", reason: some-reason, cause: bad-luck}\n`);
  expect(finding).toContain('data/systems/sample.yaml: 12: cause: ');
});

test('a code without quotes is told of', () => {
  expect(found('sample', `${head}  - {code: 12, reason: some-reason}\n`)).toEqual([
    'data/systems/sample.yaml: 12: code: put the code in quotes, so that it stays text',
  ]);
});

test('a file named after another system is told of', () => {
  const [finding] = found('other', `${head}  - {code: "12", reason: some-reason}\n`);
  expect(finding).toContain('data/systems/other.yaml: head: ');
});

test('broken YAML hides nothing about the other files', () => {
  const { data, findings } = readFiles([
    { folder: 'systems', name: 'broken', text: 'codes: [\n' },
    { folder: 'systems', name: 'sample', text: `${head}  - {code: "12", reason: some-reason}\n` },
    { folder: 'reasons', name: 'some-reason', text: 'title: 7\n' },
  ]);
  expect(data.systems.map(({ system }) => system)).toEqual(['sample']);
  expect(findings.map(({ system, at }) => system ?? at)).toContain('broken');
  expect(findings.map(formatFinding).join()).toContain('data/reasons/some-reason.yaml: title: ');
});
