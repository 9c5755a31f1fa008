import type { Check } from './finding.js';

/** Steps for one system only stand under a system that the catalog has; a misspelled one would never be shown. */
export const reasonsNameKnownSystems: Check = ({ files, data: { reasons } }) => {
  const known = new Set(files.filter(({ folder }) => folder === 'systems').map(({ name }) => name));
  return Object.entries(reasons).flatMap(([id, { systems = {} }]) =>
    Object.keys(systems)
      .filter((system) => !known.has(system))
      .map((system) => ({ system: null, at: `reasons/${id}`, problem: `systems.${system}: no such system` })),
  );
};
