import { z } from 'zod';
import { type Disclosure, disclosures } from './disclosures.js';
import { pseudonymKinds } from './personal.js';
import type { Role } from './roles.js';

export const disclosureSchema = z.enum(disclosures);

/** How they are shown to each role. */
export const privacySchema = z.object({
  owner: disclosureSchema.default('full'),
  admin: disclosureSchema.default('full'),
  member: disclosureSchema.default('full'),
  viewer: disclosureSchema.default('pseudonyms'),
});
export type Privacy = z.output<typeof privacySchema>;
export const privacyPatchSchema = z.strictObject({
  owner: disclosureSchema.optional(),
  admin: disclosureSchema.optional(),
  member: disclosureSchema.optional(),
  viewer: disclosureSchema.optional(),
}) satisfies z.ZodType<Partial<Record<Role, Disclosure>>>;

/** Asks who is behind a pseudonym. It is written down who asked, and why. */
export const revealInputSchema = z.strictObject({
  token: z.string().min(1).max(1_024),
  reason: z.string().trim().max(500).optional(),
});
export const revealedSchema = z.object({ kind: z.enum(pseudonymKinds), value: z.string() });
export type Revealed = z.infer<typeof revealedSchema>;

/** One look behind a pseudonym, or at a record as it was sent, as it is kept. */
export const revealSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** The e-mail address of a member, or the name of an API token. */
  who: z.string(),
  kind: z.enum([...pseudonymKinds, 'record']),
  /** What was looked behind; of a record, the id of its sign-in. */
  pseudonym: z.string(),
  reason: z.string().nullable(),
});
export type Reveal = z.infer<typeof revealSchema>;
