// Turns data/**/*.yaml into src/generated/: checked against the schema, and as small as it can be while
// loading fast. Reasons are kept once; entries are completed when they are asked for.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDataFiles } from './data-files.mjs';
import { loadSource } from './load-source.mjs';

const { readFiles } = await loadSource('checks/read-files');
const { formatFinding } = await loadSource('checks/show-findings');
const { resolveEntries } = await loadSource('resolve-entries');
const { openData } = await loadSource('open-catalog');
const { collectSpellings } = await loadSource('explain/code-data');
const { collectPhrases } = await loadSource('explain/phrase-data');

const { data, findings } = readFiles(readDataFiles());
for (const finding of findings) console.error(formatFinding(finding));
if (findings.length > 0) process.exit(1);
try {
  resolveEntries(data);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const reasons = JSON.stringify(
  Object.fromEntries(Object.entries(data.reasons).map(([id, reason]) => [id, withoutFinding(reason)])),
);
const names = Object.fromEntries(data.systems.map(({ system, name }) => [system, name]));
const systems = data.systems.map((system) => [
  system.system,
  JSON.stringify({ ...system, codes: system.codes.map(withoutFinding) }),
]);
const version = createHash('sha256')
  .update(reasons)
  .update(systems.flat().join('\n'))
  .digest('hex')
  .slice(0, 12);
const folder = fileURLToPath(new URL('../src/generated/', import.meta.url));
mkdirSync(folder, { recursive: true });
// String literals: the compiler skims them, and JSON.parse, system by system, is faster than literals of that size.
writeFileSync(
  `${folder}catalog.ts`,
  [
    `export const catalogVersion = '${version}';`,
    `export const systemNames: Readonly<Record<string, string>> = ${JSON.stringify(names)};`,
    `export const reasonsJson: string = ${literal(reasons)};`,
    'export const systemsJson: Readonly<Record<string, string>> = {',
    ...systems.map(([system, json]) => `  ${JSON.stringify(system)}: ${literal(json)},`),
    '};',
    '',
  ].join('\n'),
);
const catalog = openData(data);
writeFileSync(
  `${folder}words.ts`,
  [
    `export const spellingsJson: string = ${literal(JSON.stringify(collectSpellings(catalog)))};`,
    `export const phrasesJson: string = ${literal(JSON.stringify(collectPhrases(catalog)))};`,
    '',
  ].join('\n'),
);
console.log(`catalog ${version}: ${data.systems.map((s) => `${s.system} ${s.codes.length}`).join(', ')}`);

/**
 * In single quotes, for JSON is full of the others; it holds no line breaks. All ASCII: one other sign would make
 * the whole file twice as large in memory.
 */
function literal(json) {
  const ascii = json.replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${ascii.replace(/[\\']/g, '\\$&')}'`;
}

/** What is written down for being found is in the collected words; samples are for the checks alone. */
function withoutFinding({ samples: _, keywords: __, fragments: ___, ...rest }) {
  return rest;
}
