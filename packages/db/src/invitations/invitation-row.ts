import { type Invitation, roleSchema } from '@turnaway/contracts';
import type { Invitation as InvitationRow } from '../generated/client.js';

/** An invitation's row in the form that the API answers. */
export function toInvitation(row: InvitationRow, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: roleSchema.parse(row.role),
    invitedBy: row.invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
  };
}
