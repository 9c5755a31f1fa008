import { reasonIdsOf } from '../data-schema.js';
import type { Check } from './finding.js';

/** Every reason that a code names has a file, and every file is named by a code, so that none goes stale unseen. */
export const reasonsUsed: Check = ({ data: { reasons, systems } }) => {
  const named = systems.flatMap(({ system, codes }) =>
    codes.flatMap((code) => reasonIdsOf(code).map((id) => ({ system, at: code.code, id }))),
  );
  const used = new Set(named.map(({ id }) => id));
  return [
    ...named
      .filter(({ id }) => !(id in reasons))
      .map(({ system, at, id }) => ({ system, at, problem: `there is no data/reasons/${id}.yaml` })),
    ...Object.keys(reasons)
      .filter((id) => !used.has(id))
      .map((id) => ({ system: null, at: `reasons/${id}`, problem: 'no code has this reason' })),
  ];
};
