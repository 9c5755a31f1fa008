import type { Check } from './finding.js';
import { type TextKind, textsOf } from './texts.js';

/** How long a text of each kind is, so that it fits where it is shown and is worth reading. */
const lengths: Readonly<Record<TextKind, readonly [min: number, max: number]>> = {
  title: [6, 70],
  summary: [40, 260],
  hint: [15, 240],
  note: [15, 400],
  meaning: [10, 200],
};

const blemishes: readonly [pattern: RegExp, problem: string][] = [
  [/[`*<{}]|\[\w|\]\(/, 'holds markup or a placeholder'],
  [/%[sd]\b|\$\w|\bTODO\b|\bTBD\b|\bxxx\b/i, 'holds a placeholder'],
  [/https?:|\bwww\./i, 'holds an address; addresses go to references'],
  [/\s\s|[\n\t]/, 'holds two blanks or a line break in a row'],
  [/^\s|\s$/, 'begins or ends with a blank'],
  [/…|\.\.\./, 'trails off'],
];

/** Texts have the length and form that their place asks for. */
export const textsWellFormed: Check = ({ data }) =>
  textsOf(data).flatMap(({ system, at, kind, text }) => {
    const [min, max] = lengths[kind];
    const problems = blemishes.filter(([pattern]) => pattern.test(text)).map(([, problem]) => problem);
    if (text.length < min || text.length > max)
      problems.push(`has ${text.length} characters, not ${min} to ${max}`);
    if (kind === 'title' && text.endsWith('.')) problems.push('ends with a period');
    if (kind !== 'title' && !text.endsWith('.')) problems.push('does not end with a period');
    return problems.map((problem) => ({ system, at, problem: `${kind} ${problem}: ${text}` }));
  });
