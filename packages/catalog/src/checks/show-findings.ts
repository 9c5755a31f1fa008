import { type CatalogData, reasonIdsOf } from '../data-schema.js';
import type { Finding } from './finding.js';

/**
 * Whether a finding is for those who work on these systems; on none named, every finding is. A reason's findings
 * are theirs if only their systems use it.
 */
export function concerns(data: CatalogData, systems: readonly string[]): (finding: Finding) => boolean {
  if (systems.length === 0) return () => true;
  const users = new Map<string, Set<string>>();
  for (const { system, codes } of data.systems) {
    for (const id of codes.flatMap(reasonIdsOf)) users.set(id, (users.get(id) ?? new Set()).add(system));
  }
  return ({ system, at }) => {
    if (system !== null) return systems.includes(system);
    const using = users.get(at.replace(/^reasons\//, ''));
    return using !== undefined && [...using].every((user) => systems.includes(user));
  };
}

/** A finding in one line that begins with its file. */
export function formatFinding({ system, at, problem }: Finding): string {
  return at.startsWith('reasons')
    ? `data/${at}.yaml: ${problem}`
    : `data/systems/${system}.yaml: ${at}: ${problem}`;
}
