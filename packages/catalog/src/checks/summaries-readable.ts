import { countSyllables } from './count-syllables.js';
import type { Check, Finding } from './finding.js';
import { type Text, textsOf } from './texts.js';

const gradeMax = 12;
const averageMax = 9.5;

/** A help-desk person understands every summary at first sight: no school grade above 12, and 9.5 on average. */
export const summariesReadable: Check = ({ data }) => {
  const graded = textsOf(data)
    .filter(({ kind }) => kind === 'summary')
    .map((text) => ({ ...text, grade: gradeOf(text.text) }));
  return [
    ...graded
      .filter(({ grade }) => grade > gradeMax)
      .map(({ system, at, text, grade }) => ({
        system,
        at,
        problem: `summary reads like grade ${grade.toFixed(1)}, above ${gradeMax}; shorter words and sentences: ${text}`,
      })),
    ...averageFindings(graded),
  ];
};

function averageFindings(graded: readonly (Text & { grade: number })[]): Finding[] {
  return [...new Set(graded.map(({ system }) => system))].flatMap((system) => {
    const summaries = graded.filter((one) => one.system === system);
    const average = summaries.reduce((sum, { grade }) => sum + grade, 0) / summaries.length;
    const at = system === null ? 'reasons' : 'head';
    if (average < averageMax) return [];
    return [
      {
        system,
        at,
        problem: `summaries read like grade ${average.toFixed(1)} on average, not below ${averageMax}`,
      },
    ];
  });
}

/** The Flesch-Kincaid grade: years of school that a text asks for. */
function gradeOf(text: string): number {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'_-]*/gu) ?? [];
  const sentences = text.match(/[.!?:](?=\s|$)/g)?.length ?? 1;
  const syllables = words
    .flatMap((word) => word.split(/[-_]/))
    .reduce((sum, part) => sum + countSyllables(part), 0);
  const count = Math.max(1, words.length);
  return 0.39 * (count / Math.max(1, sentences)) + 11.8 * (syllables / count) - 15.59;
}
