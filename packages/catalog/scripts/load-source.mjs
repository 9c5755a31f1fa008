// Compiles src/ for the scripts of this folder, outside of dist: several people may run them at the same time,
// each with an unbuilt package. The folder is named after what is in src, and is put in place in one move.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const cacheDir = join(packageDir, 'node_modules/.cache/catalog-scripts');
const keptMs = 24 * 60 * 60 * 1000;
let compiled = null;

/** The exports of one file of src/, named without its ending, such as `checks/all-checks`. */
export async function loadSource(name) {
  compiled ??= compile();
  return import(pathToFileURL(join(await compiled, `${name}.js`)).href);
}

async function compile() {
  const target = join(cacheDir, digestOfSource());
  if (existsSync(target)) return target;
  removeOld();
  await mkdir(cacheDir, { recursive: true });
  const folder = mkdtempSync(join(cacheDir, 'new-'));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const options = ['-p', 'tsconfig.scripts.json', '--noCheck', '--outDir', folder];
  const run = spawnSync(process.execPath, [tsc, ...options], { cwd: packageDir, encoding: 'utf8' });
  if (run.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`src/ does not compile:\n${run.stdout}${run.stderr}`);
  }
  try {
    renameSync(folder, target);
  } catch (error) {
    // Somebody else was faster with the same source.
    if (!existsSync(target)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
  return target;
}

/** What was compiled for source that has changed since; a day, so that nobody who uses it now loses it. */
function removeOld() {
  if (!existsSync(cacheDir)) return;
  for (const name of readdirSync(cacheDir)) {
    const folder = join(cacheDir, name);
    if (Date.now() - statSync(folder).mtimeMs > keptMs) rmSync(folder, { recursive: true, force: true });
  }
}

function digestOfSource() {
  const hash = createHash('sha256');
  const files = readdirSync(join(packageDir, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'))
    .sort();
  for (const file of files) hash.update(`${file}\n${readFileSync(join(packageDir, 'src', file), 'utf8')}\n`);
  return hash.digest('hex').slice(0, 16);
}
