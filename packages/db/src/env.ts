import { z } from 'zod';

const envSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'expected a postgresql:// address' }),
});

/**
 * The address of the database that the migration command works on, from the environment, or one line that says what
 * is wrong with it. Everything else in this package is told its address.
 */
export function readDatabaseUrl(
  source: NodeJS.ProcessEnv = process.env,
): { ok: true; databaseUrl: string } | { ok: false; message: string } {
  const parsed = envSchema.safeParse(source);
  if (parsed.success) return { ok: true, databaseUrl: parsed.data.DATABASE_URL };
  return { ok: false, message: `DATABASE_URL: ${parsed.error.issues[0]?.message}` };
}
