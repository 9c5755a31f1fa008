import { z } from 'zod';
import { disclosureSchema } from './privacy.js';
import { roleSchema } from './role-schema.js';

/** Who is signed in to Turnaway, and what this install is. */
export const sessionSchema = z.object({
  user: z.object({ email: z.string(), name: z.string() }),
  role: roleSchema,
  /** How people and addresses are shown to who is signed in. */
  people: disclosureSchema,
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
  role: roleSchema,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ApiToken = z.infer<typeof apiTokenSchema>;
export const apiTokenInputSchema = z.object({
  name: z.string().trim().min(1).max(80),
  role: roleSchema.default('admin'),
});
/** The answer to making a token: the only time that it is shown. */
export const newApiTokenSchema = apiTokenSchema.extend({ token: z.string() });
export type NewApiToken = z.infer<typeof newApiTokenSchema>;
