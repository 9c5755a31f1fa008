import { z } from 'zod';
import { pageQuerySchema } from './page.js';
import { roleSchema } from './role-schema.js';

/** Somebody who belongs to a workspace. */
export const memberSchema = z.object({
  /** The account's id. */
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  /** When they became a member. */
  createdAt: z.string(),
  /** When they signed in last, of the sessions that still run; `null` if none does. */
  lastSignInAt: z.string().nullable(),
  /** Whether it is who asks. */
  isYou: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;
export const membersQuerySchema = pageQuerySchema.extend({
  /** Only members of a role. */
  role: roleSchema.optional(),
});
export const memberPatchSchema = z.strictObject({ role: roleSchema });

/** A link by which somebody can become a member, as it is shown after it was made. */
export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  /** The e-mail address of who invited, or the name of an API token. */
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
});
export type Invitation = z.infer<typeof invitationSchema>;
export const invitationInputSchema = z.strictObject({
  email: z.email('expected an email address').max(320),
  role: roleSchema.default('member'),
  /** For how many days the link is good. */
  days: z.int().min(1).max(30).default(7),
});
/** The answer to inviting: the only time that the link is shown. */
export const newInvitationSchema = invitationSchema.extend({ url: z.string() });
export type NewInvitation = z.infer<typeof newInvitationSchema>;

/** What whoever has the link sees of it before they accept. */
export const invitationLookSchema = z.object({
  email: z.string(),
  role: roleSchema,
  workspace: z.string(),
  invitedBy: z.string(),
  expiresAt: z.string(),
});
export type InvitationLook = z.infer<typeof invitationLookSchema>;
export const invitationTokenSchema = z.object({ token: z.string().min(1).max(128) });
export const acceptInvitationSchema = invitationTokenSchema.extend({
  name: z.string().trim().min(1, 'expected your name').max(80),
  password: z.string().min(8, 'expected at least 8 characters').max(128, 'expected at most 128 characters'),
});
