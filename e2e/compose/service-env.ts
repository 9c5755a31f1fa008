import { z } from 'zod';
import { repositoryRoot } from './compose-file.js';

const functions = z.record(
  z.string(),
  z.custom<() => unknown>((value) => typeof value === 'function'),
);
const apiReading = z.union([
  z.object({ ok: z.literal(true), env: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);
const migrateReading = z.union([
  z.object({ ok: z.literal(true), databaseUrl: z.string() }).transform(({ ok, databaseUrl }) => ({
    ok,
    env: { DATABASE_URL: databaseUrl },
  })),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

/** Where each service reads its environment, by which function, and what that says it has read. */
const readers = {
  migrate: {
    file: 'packages/db/src/env.ts',
    name: 'readDatabaseUrl',
    parse: (reading) => opened(migrateReading.parse(reading)),
  },
  api: {
    file: 'apps/api/src/env.ts',
    name: 'readEnv',
    parse: (reading) => opened(apiReading.parse(reading)),
  },
  worker: {
    file: 'apps/worker/src/env.ts',
    name: 'readEnv',
    // Node itself reads how many threads it has.
    parse: (env) => ({ ...z.record(z.string(), z.unknown()).parse(env), UV_THREADPOOL_SIZE: null }),
  },
  dashboard: {
    file: 'apps/dashboard/src/env.ts',
    name: 'apiUrl',
    // The server that Next builds reads the other two.
    parse: (url) => ({ TURNAWAY_API_URL: url, PORT: null, HOSTNAME: null }),
  },
} satisfies Record<
  string,
  { file: string; name: string; parse: (reading: unknown) => Record<string, unknown> }
>;
export type ServiceName = keyof typeof readers;
export const serviceNames = [
  'migrate',
  'api',
  'worker',
  'dashboard',
] as const satisfies readonly ServiceName[];

/**
 * What a service's own `env.ts` reads from an environment, by name. Throws if the service would refuse to start.
 * The file is loaded by its path: an app is nothing that another package may import.
 */
export async function readServiceEnv(
  service: ServiceName,
  environment: Record<string, string>,
): Promise<Record<string, unknown>> {
  const { file, name, parse } = readers[service];
  const read = functions.parse({ ...(await import(/* @vite-ignore */ `${repositoryRoot}${file}`)) })[name];
  if (read === undefined) throw new Error(`${file} has no ${name}`);
  const before = process.env;
  process.env = environment;
  try {
    return parse(read());
  } finally {
    process.env = before;
  }
}

function opened<Env>(reading: { ok: true; env: Env } | { ok: false; message: string }): Env {
  if (!reading.ok) throw new Error(reading.message);
  return reading.env;
}
