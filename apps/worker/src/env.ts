import { z } from 'zod';

const megabyte = 1_048_576;

const envSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgresql:// address' }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected a redis:// or rediss:// address' }).optional(),
  TURNAWAY_SECRET: z.string().min(16, 'expected at least 16 characters'),
  TURNAWAY_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }).optional(),
  /** Networks, comma-separated, that webhooks may reach although they are private. */
  TURNAWAY_WEBHOOK_ALLOW_CIDRS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .pipe(
      z.array(z.union([z.cidrv4(), z.cidrv6()], 'expected networks such as 10.0.0.0/8, split by commas')),
    ),
  /** Unpacked bytes of one batch, at most. */
  TURNAWAY_MAX_UNPACKED_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .default(64 * megabyte),
  /** Batches that one worker process has in hand at once: while one waits for the database, another is read. */
  TURNAWAY_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
  TURNAWAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type WorkerEnv = z.output<typeof envSchema>;

/** Reads the environment. A wrong value ends the process with one line for each, and exit code 2. */
export function readEnv(): WorkerEnv {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    process.stderr.write(`turnaway worker: ${issue.path.join('.')}: ${issue.message}\n`);
  }
  process.exit(2);
}
