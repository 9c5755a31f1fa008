import type { Check, Finding } from './finding.js';

/** Two reasons never share a title or a summary, so that a person can tell them apart. */
export const reasonsDiffer: Check = ({ data: { reasons } }) => {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [id, { title, summary }] of Object.entries(reasons)) {
    for (const text of [title, summary]) {
      const key = text.toLowerCase();
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, id);
      else
        findings.push({ system: null, at: `reasons/${id}`, problem: `says the same as ${owner}: ${text}` });
    }
  }
  return findings;
};
