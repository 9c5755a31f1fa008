import { z } from 'zod';

const httpAddress = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });
const envSchema = z.object({
  /** Where Turnaway is: its base address or its ingest address. */
  TURNAWAY_URL: httpAddress.optional(),
  TURNAWAY_INGEST_KEY: z.string().min(1).optional(),
  TURNAWAY_API_TOKEN: z.string().min(1).optional(),
});
export type CliEnv = z.output<typeof envSchema>;

/** What `send` and `simulate` take from the environment where an option is left out, or a line for each wrong value. */
export function readCliEnv(): { ok: true; env: CliEnv } | { ok: false; lines: string[] } {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  return parsed.success
    ? { ok: true, env: parsed.data }
    : { ok: false, lines: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
}
