import { isIP } from 'node:net';
import { z } from 'zod';

const count = (expected: string) => z.coerce.number(expected).int(expected);
const gibibyte = 1024 ** 3;

/** Every variable that the API reads. What is wrong is told with the sentence that stands here. */
const envSchema = z.object({
  PORT: count('expected a port from 0 to 65535').min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('0.0.0.0'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error:
      'expected the address of a PostgreSQL database, such as postgresql://user:password@host:5432/turnaway',
  }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'expected an address such as redis://host:6379' })
    .optional(),
  TURNAWAY_SECRET: z.string('expected a secret').min(16, 'expected at least 16 characters'),
  TURNAWAY_PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected an http or https address, such as https://turnaway.example.com',
    })
    .transform((url) => new URL(url).origin)
    .optional(),
  TURNAWAY_DASHBOARD_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected the address of the dashboard, such as http://127.0.0.1:3001',
    })
    .default('http://127.0.0.1:3001'),
  TURNAWAY_TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .refine((list) => list.every(isNetwork), 'expected addresses or networks, such as 10.0.0.0/8,192.0.2.7')
    .optional(),
  TURNAWAY_MAX_BODY_BYTES: count('expected a number of bytes from 1024 to 268435456')
    .min(1_024)
    .max(256 * 1024 ** 2)
    .default(16 * 1024 ** 2),
  TURNAWAY_MAX_BACKLOG_BATCHES: count('expected a number of batches, 1 or more').min(1).default(100_000),
  TURNAWAY_MAX_BACKLOG_BYTES: count('expected a number of bytes, 1 or more')
    .min(1)
    .default(4 * gibibyte),
  TURNAWAY_GOOGLE_JWKS_URL: z
    .url({
      protocol: /^https?$/,
      error: "expected the address of the keys that Google signs Pub/Sub's tokens with",
    })
    .default('https://www.googleapis.com/oauth2/v3/certs'),
  TURNAWAY_LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'expected debug, info, warn or error',
    )
    .default('info'),
  TURNAWAY_ADMIN_EMAIL: z.email('expected an email address').optional(),
  TURNAWAY_ADMIN_PASSWORD: z
    .string()
    .min(8, 'expected at least 8 characters')
    .max(128, 'expected at most 128 characters')
    .optional(),
  TURNAWAY_INGEST_KEY: z.string().min(8, 'expected at least 8 characters').max(256).optional(),
  TURNAWAY_API_TOKEN: z.string().min(8, 'expected at least 8 characters').max(256).optional(),
});
export type Env = z.output<typeof envSchema>;

type EnvReading = { ok: true; env: Env } | { ok: false; message: string };

/** Reads the environment: all values parsed, or one line that names the first wrong variable and what it needs. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): EnvReading {
  // A variable that is set to nothing, as compose files do for what is left out, counts as not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return { ok: true, env: parsed.data };
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0]);
  const problem = given[name] === undefined ? 'is not set; ' : '';
  return { ok: false, message: `${name}: ${problem}${issue?.message}` };
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
