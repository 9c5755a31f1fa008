import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInputs } from './find-inputs.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'turnaway-inputs-'));
  await mkdir(path.join(folder, 'deep'));
  await writeFile(path.join(folder, 'b.log'), 'b');
  await writeFile(path.join(folder, 'deep', 'a.log'), 'a');
  await writeFile(path.join(folder, '.hidden'), 'h');
  await symlink(folder, path.join(folder, 'deep', 'circle'));
  await symlink(path.join(folder, 'b.log'), path.join(folder, 'same.log'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('a folder is read to its bottom, each file once and in order, hidden ones and circles left out', async () => {
  const found = await findInputs([folder]);
  expect(found.map(({ name }) => path.relative(folder, name))).toEqual(['b.log', 'deep/a.log']);
  expect(found.every(({ isNamed }) => !isNamed)).toBe(true);
});

test('a name and a dash stand for a file and standard input, each once', async () => {
  const file = path.join(folder, 'b.log');
  const found = await findInputs([file, '-', file, '-']);
  expect(found).toMatchObject([
    { name: file, sizeBytes: 1, isNamed: true },
    { name: 'standard input', path: null, sizeBytes: null },
  ]);
});

test('a name that leads nowhere is wrong use', async () => {
  await expect(findInputs([path.join(folder, 'none.log')])).rejects.toMatchObject({ exitCode: 2 });
});
