// Generates the Prisma client from prisma/schema.prisma without downloading Prisma's engine: the generator only
// checks that the engine's file exists, and none of its work needs it.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageDir = dirname(dirname(fileURLToPath(import.meta.url)));
const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');
const prismaCli = join(dirname(prismaPackage), 'build', 'index.js');

execFileSync(process.execPath, [prismaCli, 'generate', '--no-hints'], {
  cwd: packageDir,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? prismaCli,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});
