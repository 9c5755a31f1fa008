import type { SystemData } from '../data-schema.js';
import type { Check, Finding } from './finding.js';

/** A code means one thing within its system; so does every other spelling of it. */
export const codesUnique: Check = ({ data }) => [
  ...data.systems.flatMap(repeatedCodes),
  ...data.systems.flatMap(repeatedVariants),
];

function repeatedCodes({ system, codes }: SystemData): Finding[] {
  const owners = new Map<string, string>();
  for (const { code } of codes) owners.set(code, code);
  const seen = new Set<string>();
  return codes.flatMap(({ code, aliases = [] }) => {
    const problems: string[] = [];
    if (seen.has(code)) problems.push('stands twice');
    seen.add(code);
    for (const alias of aliases) {
      const owner = owners.get(alias);
      if (owner !== undefined)
        problems.push(`its alias "${alias}" is also ${owner === code ? 'its own' : owner}`);
      else owners.set(alias, code);
    }
    return problems.map((problem) => ({ system, at: code, problem }));
  });
}

function repeatedVariants({ system, codes }: SystemData): Finding[] {
  return codes
    .filter(({ variants = [] }) => new Set(variants.map(({ id }) => id)).size < variants.length)
    .map(({ code }) => ({ system, at: code, problem: 'two variants have one id' }));
}
