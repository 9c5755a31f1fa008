import { type Member, roleSchema } from '@turnaway/contracts';

/** A member as it is stored: who asks is not known here. */
export type StoredMember = Omit<Member, 'isYou'>;

export interface MemberRow extends Omit<StoredMember, 'role' | 'createdAt' | 'lastSignInAt'> {
  role: string;
  createdAt: Date;
  lastSignInAt: Date | null;
}

/** What is read of a member; a query goes on with its `where`. */
export const memberColumns = `users.id, users.email, users.name, m.role, m.created_at as "createdAt",
  (select max(s.created_at) from sessions s where s.user_id = users.id and s.expires_at > now()) as "lastSignInAt"
  from workspace_members m join users on users.id = m.user_id`;

/** A member's row in the form that the API answers. */
export function toMember(row: MemberRow): StoredMember {
  return {
    ...row,
    role: roleSchema.parse(row.role),
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  };
}
