import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from './child.js';
import type { Database } from './engines.js';
import type { StartEnv } from './env.js';
import type { FirstCredentials } from './first-start.js';

/** Seen from `apps/cli/dist/start`. */
export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));
const workersMaxByDefault = 4;
/** glibc keeps memory apart for each of many threads, and what they give back, too: 30 MiB of the API alone. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };

/** The processes of one install, with the settings of each: the dashboard, the workers, and the API in front. */
export function processSpecs(options: {
  env: StartEnv;
  database: Database;
  credentials: FirstCredentials;
  secret: string;
  publicUrl: string;
  dashboardPort: number;
  watch: boolean;
}): ChildSpec[] {
  const { env, credentials, dashboardPort, watch } = options;
  const engines = {
    DATABASE_URL: options.database.url,
    REDIS_URL: env.REDIS_URL ?? '',
    TURNAWAY_SECRET: options.secret,
    TURNAWAY_PUBLIC_URL: options.publicUrl,
    TURNAWAY_LOG_LEVEL: env.TURNAWAY_LOG_LEVEL,
    ...fewArenas,
  };
  const workers =
    env.TURNAWAY_WORKERS ?? Math.max(1, Math.min(workersMaxByDefault, availableParallelism() - 1));
  return [
    dashboard(dashboardPort, env.PORT, watch),
    ...Array.from({ length: workers }, (_, i) => ({
      name: `worker ${i + 1}`,
      script: resolve(repositoryRoot, 'apps/worker/dist/main.js'),
      watch,
      env: {
        ...engines,
        // A worker by itself reads one batch while another waits for the database; several overlap each other.
        TURNAWAY_WORKER_CONCURRENCY: workers === 1 ? '2' : '1',
        // Names are looked up in threads: eight deliveries to names that nobody answers for leave some to archives.
        UV_THREADPOOL_SIZE: '12',
      },
    })),
    {
      name: 'api',
      script: resolve(repositoryRoot, 'apps/api/dist/main.js'),
      watch,
      env: {
        ...engines,
        PORT: String(env.PORT),
        HOST: env.HOST,
        TURNAWAY_DASHBOARD_URL: `http://127.0.0.1:${dashboardPort}`,
        TURNAWAY_ADMIN_EMAIL: credentials.adminEmail ?? '',
        TURNAWAY_ADMIN_PASSWORD: credentials.adminPassword ?? '',
        TURNAWAY_INGEST_KEY: credentials.ingestKey ?? '',
        TURNAWAY_API_TOKEN: credentials.apiToken ?? '',
      },
    },
  ];
}

function dashboard(port: number, apiPort: number, watch: boolean): ChildSpec {
  const env = { TURNAWAY_API_URL: `http://127.0.0.1:${apiPort}`, NEXT_TELEMETRY_DISABLED: '1' };
  if (watch) {
    return {
      name: 'dashboard',
      script: resolve(repositoryRoot, 'node_modules/next/dist/bin/next'),
      args: [
        'dev',
        resolve(repositoryRoot, 'apps/dashboard'),
        '--port',
        String(port),
        '--hostname',
        '127.0.0.1',
      ],
      unwatched: true,
      env,
    };
  }
  return {
    name: 'dashboard',
    script: resolve(repositoryRoot, 'apps/dashboard/.next/standalone/apps/dashboard/server.js'),
    quiet: true,
    env: { ...env, PORT: String(port), HOSTNAME: '127.0.0.1', NODE_ENV: 'production' },
  };
}
