import { z } from 'zod';

/** Who is signed in to Turnaway, and what this install is. */
export const sessionSchema = z.object({
  user: z.object({ email: z.string(), name: z.string() }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  /** Address that senders and people reach this install by. */
  publicUrl: z.string(),
  version: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

/** An API token as it is shown after it was made. */
export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  preview: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
