import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { expect, test } from 'vitest';

const source = new URL('./', import.meta.url);
const statement = /^(?:import|export)\s+(?!type\b)(?:[\w*{}\s,]+?\s+from\s+)?['"]([^'"]+)['"]/gm;

/** Every module that the package's entry leads to, by what it imports at run time. */
function modulesFrom(entry: URL, seen = new Set<string>()): Set<string> {
  const typeScript = new URL(entry.href.replace(/\.js$/, '.ts'));
  const file = existsSync(typeScript) ? typeScript : entry;
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(statement)) {
    if (specifier.startsWith('.')) modulesFrom(new URL(specifier, file), seen);
    else seen.add(specifier);
  }
  return seen;
}

const modules = [...modulesFrom(new URL('index.ts', source))];
const packages = modules.filter((name) => !name.startsWith('file:'));

test('nothing of Node is needed, so that the catalog runs in a browser', () => {
  expect(modules.length).toBeGreaterThan(20);
  expect(packages.filter((name) => name.startsWith('node:') || builtinModules.includes(name))).toEqual([]);
});

test('nothing but our contracts and the search is loaded', () => {
  const foreign = packages.filter((name) => !name.startsWith('@turnaway/contracts/'));
  expect(foreign.sort()).toEqual(['minisearch']);
});

test('what is loaded of the contracts needs no schema library, which would cost more than the catalog', () => {
  const contracts = new URL('../../contracts/src/', source);
  const loaded = packages.flatMap((name) =>
    name.startsWith('@turnaway/contracts/')
      ? [...modulesFrom(new URL(`${name.slice('@turnaway/contracts/'.length)}.js`, contracts))]
      : [],
  );
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((name) => !name.startsWith('file:'))).toEqual([]);
});

test('the search runs in a browser too', () => {
  const file = new URL('../../../node_modules/minisearch/dist/es/index.js', source);
  const text = readFileSync(file, 'utf8');
  expect([...text.matchAll(statement)].map(([, specifier]) => specifier)).toEqual([]);
  expect(text).not.toMatch(/\brequire\(/);
});
