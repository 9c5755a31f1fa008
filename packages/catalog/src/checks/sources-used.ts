import type { Check } from './finding.js';

/** Every page that a system lists is one that a code rests on. */
export const sourcesUsed: Check = ({ data }) =>
  data.systems.flatMap(({ system, sources, from, codes }) => {
    const used = new Set(codes.flatMap((code) => code.from ?? from));
    return Object.keys(sources)
      .filter((key) => !used.has(key))
      .map((key) => ({ system, at: `sources.${key}`, problem: 'no code rests on it' }));
  });
