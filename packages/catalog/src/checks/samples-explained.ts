import { type Check, placeOf } from './finding.js';

/** Every sample is explained by its own code first. */
export const samplesExplained: Check = ({ whole, explain }) =>
  whole.systems.flatMap(({ system, codes }) =>
    codes.flatMap(({ code, samples = [] }) =>
      samples.flatMap((sample) => {
        const first = explain(sample).explanations[0]?.entry;
        if (first?.system === system && first.code === code) return [];
        const instead = first === undefined ? 'nothing' : `${first.system}/${placeOf(first)}`;
        return [{ system, at: code, problem: `a sample is explained by ${instead} first: ${sample}` }];
      }),
    ),
  );
