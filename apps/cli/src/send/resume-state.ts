import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Input } from './open-input.js';

const stateSchema = z.object({ endOffset: z.int().min(0) });

/** Remembers how far a file was sent, from one run to the next. */
export interface ResumeState {
  /** Place up to which everything was answered, in unpacked bytes; 0 at the start. */
  load(): Promise<number>;
  save(endOffset: number): Promise<void>;
  clear(): Promise<void>;
}

/**
 * The state of one file on its way to one address, in a folder of the user's own among the temporary files. A file
 * that was changed since (size or time) starts anew. It holds an offset, and no key or address.
 */
export function openResumeState(input: Input, ingestUrl: string, folder = defaultFolder()): ResumeState {
  if (input.path === null)
    return { load: async () => 0, save: async () => undefined, clear: async () => undefined };
  const identity = JSON.stringify([path.resolve(input.path), input.sizeBytes, input.modifiedMs, ingestUrl]);
  const file = path.join(folder, `${createHash('sha256').update(identity).digest('hex').slice(0, 32)}.json`);
  // Writes of one run stand in line, so that an older place never replaces a newer one.
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    async load() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
        throw error;
      });
      const parsed = stateSchema.safeParse(parseJson(text));
      return parsed.success ? parsed.data.endOffset : 0;
    },
    save(endOffset) {
      lastWrite = lastWrite.then(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const draft = `${file}.${randomUUID()}`;
        await writeFile(draft, JSON.stringify({ endOffset }), { flag: 'wx', mode: 0o600 });
        await rename(draft, file);
      });
      return lastWrite;
    },
    async clear() {
      await lastWrite;
      await rm(file, { force: true });
    },
  };
}

function defaultFolder(): string {
  return path.join(tmpdir(), `turnaway-send-${userInfo().uid}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A state cut short by a crash counts as none: sending from the start is harmless.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
