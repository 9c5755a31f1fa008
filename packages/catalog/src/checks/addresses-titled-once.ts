import type { Check, Finding } from './finding.js';

/** One address has one title everywhere; the first file that names it decides. */
export const addressesTitledOnce: Check = ({ data: { reasons, systems } }) => {
  const references = [
    ...systems.flatMap(({ system, sources, codes }) => [
      ...Object.entries(sources).map(([key, source]) => ({ system, at: `sources.${key}`, ...source })),
      ...codes.flatMap((code) => (code.references ?? []).map((r) => ({ system, at: code.code, ...r }))),
    ]),
    ...Object.entries(reasons).flatMap(([id, { references: own = [] }]) =>
      own.map((reference) => ({ system: null, at: `reasons/${id}`, ...reference })),
    ),
  ];
  const titles = new Map<string, string>();
  return references.flatMap(({ system, at, title, url }): Finding[] => {
    const first = titles.get(url);
    if (first === undefined) titles.set(url, title);
    if (first === undefined || first === title) return [];
    return [{ system, at, problem: `${url} is called "${first}" elsewhere, not "${title}"` }];
  });
};
