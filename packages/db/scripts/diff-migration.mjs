// Prints the SQL that leads from the schema of the last commit to prisma/schema.prisma as it is now, for a new
// migration. Usage: SCRATCH_DATABASE_URL=postgresql://… node packages/db/scripts/diff-migration.mjs
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { diffSchemas } from '../dist/schema-engine.js';

const committed = spawnSync('git', ['show', 'HEAD:prisma/schema.prisma'], { encoding: 'utf8' });
const before = committed.status === 0 ? committed.stdout : null;
const after = await readFile(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
process.stdout.write(await diffSchemas(process.env.SCRATCH_DATABASE_URL ?? '', before, after));
