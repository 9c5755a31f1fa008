import type { Check } from './finding.js';
import { textsOf } from './texts.js';

const runLength = 7;

/**
 * The check that no run of seven words of ours stands in texts of others, which are given. It needs those texts at
 * hand, so it is not among the checks that always run.
 */
export function ownWords(others: readonly string[]): Check {
  const taken = new Set(others.flatMap(runsOf));
  return ({ data }) => {
    const keywords = data.systems.flatMap(({ system, codes }) =>
      codes.flatMap(({ code, keywords = [] }) =>
        keywords.map((text) => ({ system, at: code, kind: 'keywords', text })),
      ),
    );
    return [...textsOf(data), ...keywords].flatMap(({ system, at, kind, text }) => {
      const run = runsOf(text).find((words) => taken.has(words));
      return run === undefined ? [] : [{ system, at, problem: `${kind} holds words of others: ${run}` }];
    });
  };
}

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.slice(runLength - 1).map((_, at) => words.slice(at, at + runLength).join(' '));
}
