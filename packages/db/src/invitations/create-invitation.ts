import type { Invitation, Role } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toInvitation } from './invitation-row.js';

/** Invites an address: stores the SHA-256 of the link's token. Inviting it again ends the link before. */
export async function createInvitation(
  db: Db,
  {
    now,
    ...invitation
  }: {
    workspaceId: string;
    email: string;
    role: Role;
    hash: Uint8Array;
    invitedBy: string;
    expiresAt: Date;
    now: Date;
  },
): Promise<Invitation> {
  const { workspaceId, email } = invitation;
  const data = { ...invitation, hash: new Uint8Array(invitation.hash), createdAt: now };
  const row = await db.prisma.invitation.upsert({
    where: { workspaceId_email: { workspaceId, email } },
    create: data,
    update: data,
  });
  return toInvitation(row, now);
}
