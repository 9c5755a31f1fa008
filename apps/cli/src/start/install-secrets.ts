import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Trouble } from '../trouble.js';

/** What an install makes up once and needs at every start. */
const secretsSchema = z.object({ databasePassword: z.string(), secret: z.string() });
export type InstallSecrets = z.output<typeof secretsSchema>;

/** Random text for keys, tokens and passwords: 256 bits unless said otherwise. */
export function randomText(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Reads the install's secrets from its data folder, and makes folder and secrets at the first start. */
export async function openInstall(dataDir: string): Promise<InstallSecrets> {
  try {
    // Others may pass through, since PostgreSQL may run as another account; they cannot list or read.
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await access(dataDir, constants.W_OK);
  } catch (error) {
    throw new Trouble(`cannot write to the data folder ${dataDir} (TURNAWAY_DATA_DIR): ${codeOf(error)}`);
  }
  const file = join(dataDir, 'install.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Trouble(`cannot read ${file}: ${codeOf(error)}`);
  });
  if (text !== null) {
    const parsed = secretsSchema.safeParse(parseJson(text));
    if (!parsed.success) throw new Trouble(`${file} is damaged: restore it from a backup`);
    return parsed.data;
  }
  const made = { databasePassword: randomText(), secret: randomText() };
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by the caller, in its own words.
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
