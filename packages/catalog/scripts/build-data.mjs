// Turns data/**/*.yaml into src/generated/catalog.ts: checked, complete, and ready to load with one JSON.parse.
// Schema and resolution are the package's own, compiled just before by `npm run generate`.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { catalogDataSchema } from '../dist/data-schema.js';
import { resolveEntries } from '../dist/resolve-entries.js';

const packageDir = fileURLToPath(new URL('..', import.meta.url));

function readFolder(folder) {
  return readdirSync(`${packageDir}data/${folder}`)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [file.slice(0, -'.yaml'.length), parseFile(`data/${folder}/${file}`)]);
}

function parseFile(path) {
  try {
    return parse(readFileSync(packageDir + path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
}

function namePlace(raw, path) {
  if (path[0] === 'reasons') return `data/reasons/${String(path[1])}.yaml: ${path.slice(2).join('.')}`;
  const system = raw.systems[path[1]];
  const code = path[2] === 'codes' ? ` code ${system?.codes?.[path[3]]?.code}:` : '';
  return `data/systems/${system?.system}.yaml:${code} ${path.slice(path[2] === 'codes' ? 4 : 2).join('.')}`;
}

const raw = {
  reasons: Object.fromEntries(readFolder('reasons')),
  systems: readFolder('systems').map(([, system]) => system),
};
const checked = catalogDataSchema.safeParse(raw);
if (!checked.success) {
  for (const issue of checked.error.issues) console.error(`${namePlace(raw, issue.path)}: ${issue.message}`);
  process.exit(1);
}

const data = checked.data;
let entries;
try {
  entries = resolveEntries(data);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const json = JSON.stringify({
  entries,
  rules: data.systems.flatMap(({ system, codes }) =>
    codes.flatMap(({ code, variants = [] }) =>
      variants.map(({ id, when }) => ({ system, code, variant: id, when })),
    ),
  ),
  keywords: Object.fromEntries(
    Object.entries(data.reasons).flatMap(([id, { keywords }]) =>
      keywords ? [[id, keywords.join(' ')]] : [],
    ),
  ),
});
const version = createHash('sha256').update(json).digest('hex').slice(0, 12);

mkdirSync(`${packageDir}src/generated`, { recursive: true });
// One string literal: the compiler skims it, and JSON.parse at start is faster than a literal of that size.
writeFileSync(
  `${packageDir}src/generated/catalog.ts`,
  `export const catalogVersion = '${version}';\nexport const catalogJson: string = ${JSON.stringify(json)};\n`,
);
console.log(`catalog ${version}: ${data.systems.map((s) => `${s.system} ${s.codes.length}`).join(', ')}`);
