import { type InvitationLook, roleSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** The invitation of a link, by the SHA-256 of its token; `null` if there is none, or its time is over. */
export async function findInvitation(
  db: Db,
  { hash, now }: { hash: Uint8Array; now: Date },
): Promise<InvitationLook | null> {
  const row = await db.prisma.invitation.findUnique({
    where: { hash: new Uint8Array(hash) },
    include: { workspace: true },
  });
  if (row === null || row.expiresAt <= now) return null;
  return {
    email: row.email,
    role: roleSchema.parse(row.role),
    workspace: row.workspace.name,
    invitedBy: row.invitedBy,
    expiresAt: row.expiresAt.toISOString(),
  };
}
