import { expect, test } from 'vitest';
import { entries } from '../index.js';

const all = entries();
const at = ({ system, code, variant }: (typeof all)[number]) => `${system}/${code}#${variant}`;
const steps = all.flatMap((entry) =>
  Object.values(entry.hints).flatMap((hints) => (hints ?? []).map((text) => ({ at: at(entry), text }))),
);
const prose = [
  ...steps,
  ...all.flatMap((entry) =>
    [entry.title, entry.summary, ...entry.notes].map((text) => ({ at: at(entry), text })),
  ),
];

test('titles fit a table cell and carry no period', () => {
  expect(
    all.filter(({ title }) => title.length < 6 || title.length > 70 || /\.$/.test(title)).map(at),
  ).toEqual([]);
});

test('summaries are whole sentences of a length that gets read', () => {
  expect(
    all.filter(({ summary }) => summary.length < 40 || summary.length > 260 || !/[.]$/.test(summary)).map(at),
  ).toEqual([]);
});

test('hints are whole sentences, one step each', () => {
  expect(steps.filter(({ text }) => text.length < 15 || text.length > 240 || !/[.]$/.test(text))).toEqual([]);
});

test('no text holds markup, a placeholder or an unfinished thought', () => {
  expect(prose.filter(({ text }) => /[{}<`*]|\[\w|https?:|TODO|TBD|\s\s/.test(text))).toEqual([]);
});

test('every entry that is not a success says what to do', () => {
  expect(
    all.filter(({ outcome, hints }) => outcome !== 'success' && Object.keys(hints).length === 0).map(at),
  ).toEqual([]);
});

test('whoever has the next move finds a hint', () => {
  const helped = all.filter(({ actor, hints }) => {
    if (actor === 'nobody' || actor === 'idp-operator') return false;
    return hints[actor] === undefined;
  });
  expect(helped.map(at)).toEqual([]);
});
