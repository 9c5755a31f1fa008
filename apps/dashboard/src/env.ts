import { z } from 'zod';

const envSchema = z.object({
  TURNAWAY_API_URL: z
    .url({ protocol: /^https?$/, error: 'TURNAWAY_API_URL: expected an http or https address' })
    .default('http://127.0.0.1:3000'),
});

/** Base address of the API. Read at each call, because one build serves every install. */
export function apiUrl(): string {
  return envSchema.parse(process.env).TURNAWAY_API_URL;
}
