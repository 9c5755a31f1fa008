import type { Check } from './finding.js';

const wordsMax = 6;

/** A fragment is a short sign of its code, not a message taken over, and it is a sign of one code alone. */
export const fragmentsShort: Check = ({ data }) =>
  data.systems.flatMap(({ system, codes }) => {
    const owners = new Map<string, string>();
    return codes.flatMap(({ code, fragments = [] }) =>
      fragments.flatMap((fragment) => {
        const problems: string[] = [];
        if (fragment.trim().split(/\s+/).length > wordsMax) problems.push(`has more than ${wordsMax} words`);
        const owner = owners.get(fragment);
        if (owner !== undefined) problems.push(`is also one of ${owner}`);
        owners.set(fragment, code);
        return problems.map((problem) => ({
          system,
          at: code,
          problem: `fragment "${fragment}" ${problem}`,
        }));
      }),
    );
  });
