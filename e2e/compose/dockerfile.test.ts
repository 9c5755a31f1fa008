import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readCompose, readRepositoryFile, repositoryRoot } from './compose-file.js';
import { isIgnored, lastOf, listCopies, readStages } from './dockerfile.js';
import { required } from './sample-variables.js';

const stages = readStages();
const images = ['migrate', 'api', 'worker', 'dashboard'];
const manifestSchema = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});
const workspacesSchema = z.object({ workspaces: z.array(z.string()) });

/** The folders of all workspaces, as npm finds them. */
function listWorkspaces(): string[] {
  const { workspaces } = workspacesSchema.parse(JSON.parse(readRepositoryFile('package.json')));
  return workspaces
    .flatMap((entry) => {
      if (!entry.endsWith('/*')) return [entry];
      const parent = entry.slice(0, -'/*'.length);
      return readdirSync(repositoryRoot + parent).map((name) => `${parent}/${name}`);
    })
    .filter((folder) => existsSync(`${repositoryRoot}${folder}/package.json`));
}

const readManifest = (folder: string) =>
  manifestSchema.parse(JSON.parse(readRepositoryFile(`${folder}/package.json`)));

/** A workspace's folder and those of all our packages that it needs to run. */
function listNeeded(folder: string): string[] {
  const own = Object.keys(readManifest(folder).dependencies)
    .filter((name) => name.startsWith('@turnaway/'))
    .map((name) => name.replace('@turnaway/', 'packages/'));
  return [...new Set([folder, ...own.flatMap(listNeeded)])];
}

test('every stage starts from one pinned image or from a stage above it', () => {
  const above: string[] = [];
  for (const { name, from } of stages.values()) {
    expect(name === 'base' ? ['node:24-slim'] : above).toContain(from);
    above.push(name);
  }
});

test('every file that is copied from the repository is there, and reaches the builder', () => {
  const sources = [...stages.keys()]
    .flatMap((stage) => listCopies(stages, stage))
    .filter(({ from }) => from === null);
  expect(sources.length).toBeGreaterThan(10);
  for (const source of sources.flatMap((copy) => copy.sources)) {
    expect(existsSync(repositoryRoot + source), source).toBe(true);
    expect(isIgnored(source), source).toBe(false);
  }
});

test('what one stage takes from another is made there', () => {
  const taken = [...stages.keys()]
    .flatMap((stage) => listCopies(stages, stage))
    .filter(({ from }) => from !== null);
  expect(taken.length).toBeGreaterThan(5);
  for (const { from, sources } of taken) {
    expect([...stages.keys()]).toContain(from);
    for (const source of sources) {
      const [, folder, built] = /^\/app(?:\/((?:apps|packages)\/\w+)\/(dist|\.next\/standalone))?$/.exec(
        source,
      ) ?? [source];
      if (source === '/app') continue;
      const config = built === 'dist' ? 'tsconfig.build.json' : 'next.config.ts';
      expect(existsSync(`${repositoryRoot}${folder}/${config}`), source).toBe(true);
    }
  }
});

test('npm sees the manifest of every workspace before it installs', () => {
  const copied = listCopies(stages, 'manifests').flatMap(({ sources }) => sources);
  expect(copied).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', '.npmrc']));
  expect(copied).toEqual(expect.arrayContaining(listWorkspaces().map((folder) => `${folder}/package.json`)));
});

test('the builder gets every source that the build reads', () => {
  const manifests = listWorkspaces()
    .filter((folder) => folder !== 'e2e')
    .map((folder) => `${folder}/tsconfig.json`);
  const others = [
    'packages/catalog/data/reasons',
    'packages/db/scripts/generate-client.mjs',
    'prisma/schema.prisma',
  ];
  for (const path of [...manifests, ...others]) expect(isIgnored(path), path).toBe(false);
});

test.each([
  '.env',
  '.env.local',
  '.git',
  '.turnaway',
  'node_modules',
  'apps/api/node_modules',
  'apps/api/.env',
  'e2e/compose',
  'packages/db/src/generated',
  'packages/db/dist',
])('%s stays out of the build', (path) => expect(isIgnored(path)).toBe(true));

test.each(['api', 'worker'])('%s has every package of ours that it imports', (app) => {
  const built = listCopies(stages, app).flatMap(({ sources }) => sources);
  for (const folder of listNeeded(`apps/${app}`)) expect(built).toContain(`/app/${folder}/dist`);
});

test('the migrations are where the code looks for them', () => {
  expect(listCopies(stages, 'migrate')).toContainEqual({
    from: null,
    sources: ['prisma/migrations'],
    target: 'prisma/migrations',
  });
});

test.each(images)('%s runs as an ordinary account, with its command as a list, for production', (image) => {
  expect(lastOf(stages, image, 'USER')).toBe('node');
  expect(lastOf(stages, image, 'CMD')).toMatch(/^\["node", /);
  expect(lastOf(stages, image, 'ENV')).toBe('NODE_ENV=production');
});

test('no development dependency and no install script gets into an image', () => {
  const installs = [...stages.values()]
    .flatMap(({ instructions }) => instructions)
    .filter(({ words }) => words.includes('npm ci'));
  expect(installs).toHaveLength(2);
  for (const { words } of installs) expect(words).toContain('--ignore-scripts');
  expect(lastOf(stages, 'server-dependencies', 'RUN')).toMatch(
    /--omit=dev .*--workspace=@turnaway\/api --workspace=@turnaway\/worker/,
  );
  for (const image of images) {
    expect(
      listCopies(stages, image).filter(({ from, sources }) => from === 'build' && sources.includes('/app')),
    ).toEqual([]);
  }
});

test('each health check asks with a script that its image has', () => {
  const { services } = readCompose(required);
  for (const name of ['api', 'dashboard']) {
    expect(services[name]?.healthcheck?.test.slice(0, 3)).toEqual(['CMD', 'node', 'docker/check-http.mjs']);
    expect(listCopies(stages, name).flatMap(({ sources }) => sources)).toContain('docker/check-http.mjs');
  }
  expect(services.dashboard?.healthcheck?.test.at(-1)).toMatch(/:3000\/icon\.svg$/);
  expect(existsSync(`${repositoryRoot}apps/dashboard/src/app/icon.svg`)).toBe(true);
});
