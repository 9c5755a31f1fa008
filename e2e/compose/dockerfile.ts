import { z } from 'zod';
import { readRepositoryFile } from './compose-file.js';

/** One instruction of a Dockerfile: `COPY`, and what stands after it. */
export interface Instruction {
  name: string;
  words: string;
}

/** One `FROM … AS name` with what follows it. */
export interface Stage {
  name: string;
  from: string;
  instructions: Instruction[];
}

/** Files that an image gets: from the repository where `from` is null, else from another stage. */
export interface Copy {
  from: string | null;
  sources: string[];
  target: string;
}

/** The stages of docker/Dockerfile, by name, in their order. */
export function readStages(): Map<string, Stage> {
  const text = readRepositoryFile('docker/Dockerfile').replaceAll(/\\\n\s*/g, '');
  const stages = new Map<string, Stage>();
  let stage: Stage | null = null;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name = '', words = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`not an instruction: ${line}`);
    if (name === 'FROM') {
      const [, from = '', stageName = ''] = /^(\S+) AS (\S+)$/.exec(words) ?? [];
      stage = { name: stageName, from, instructions: [] };
      stages.set(stageName, stage);
    } else {
      if (stage === null) throw new Error(`before the first FROM: ${line}`);
      stage.instructions.push({ name, words });
    }
  }
  return stages;
}

/** A stage's instructions after those of the stages that it builds on. */
export function listInstructions(stages: ReadonlyMap<string, Stage>, name: string): Instruction[] {
  const stage = stages.get(name);
  if (stage === undefined) return [];
  return [...listInstructions(stages, stage.from), ...stage.instructions];
}

/** The words of the last instruction of a kind in a stage: the one that counts for `USER` and `CMD`. */
export function lastOf(stages: ReadonlyMap<string, Stage>, stage: string, name: string): string | null {
  return listInstructions(stages, stage).findLast((instruction) => instruction.name === name)?.words ?? null;
}

/** What a stage's command runs: the path of a script, after Node and its flags. */
export function commandScript(stages: ReadonlyMap<string, Stage>, stage: string): string | null {
  const command = z.array(z.string()).parse(JSON.parse(lastOf(stages, stage, 'CMD') ?? '[]'));
  if (command[0] !== 'node') return null;
  return command.slice(1).find((word) => !word.startsWith('-')) ?? null;
}

/** Every copy into a stage, and into those that it builds on. */
export function listCopies(stages: ReadonlyMap<string, Stage>, stage: string): Copy[] {
  return listInstructions(stages, stage)
    .filter(({ name }) => name === 'COPY')
    .map(({ words }) => {
      const parts = words.split(' ');
      const from = parts[0]?.startsWith('--from=') ? (parts.shift()?.slice('--from='.length) ?? null) : null;
      return { from, target: parts.pop() ?? '', sources: parts };
    });
}

/** Whether .dockerignore keeps a path from the builder; the last pattern that fits decides. */
export function isIgnored(path: string): boolean {
  const patterns = readRepositoryFile('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const segments = path.split('/');
  const selfAndParents = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
  let ignored = false;
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!');
    const fits = ignoreExpression(isException ? pattern.slice(1) : pattern);
    if (selfAndParents.some((candidate) => fits.test(candidate))) ignored = !isException;
  }
  return ignored;
}

function ignoreExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+()[\]{}^$|\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${source}$`);
}
