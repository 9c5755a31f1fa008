import { z } from 'zod';

const port = z.coerce.number('expected a port from 1 to 65535').int().min(1).max(65_535);
const address = (protocol: RegExp, error: string) => z.url({ protocol, error }).optional();

const envSchema = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  TURNAWAY_DATA_DIR: z.string().default('.turnaway'),
  DATABASE_URL: address(/^postgres(ql)?$/, 'expected a postgresql:// address'),
  REDIS_URL: address(/^rediss?$/, 'expected a redis:// or rediss:// address'),
  TURNAWAY_SECRET: z.string().min(16, 'expected at least 16 characters').optional(),
  TURNAWAY_PUBLIC_URL: address(/^https?$/, 'expected an http or https address'),
  TURNAWAY_WORKERS: z.coerce.number('expected a number of processes').int().min(1).max(64).optional(),
  TURNAWAY_ADMIN_EMAIL: z.email('expected an e-mail address').optional(),
  TURNAWAY_ADMIN_PASSWORD: z.string().min(8, 'expected at least 8 characters').optional(),
  TURNAWAY_INGEST_KEY: z.string().min(8, 'expected at least 8 characters').optional(),
  TURNAWAY_API_TOKEN: z.string().min(8, 'expected at least 8 characters').optional(),
  TURNAWAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});
export type StartEnv = z.output<typeof envSchema>;

/** The settings of `turnaway start`, or a line for each that is wrong: which, and what was expected. */
export function readStartEnv(): { ok: true; env: StartEnv } | { ok: false; lines: string[] } {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  return parsed.success
    ? { ok: true, env: parsed.data }
    : { ok: false, lines: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
}

/** What children inherit; our own settings are set for each by name. */
export function inheritedEnv(): NodeJS.ProcessEnv {
  return process.env;
}

/** Whether npm runs us, so that its end is ours. */
export function isRunByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}
