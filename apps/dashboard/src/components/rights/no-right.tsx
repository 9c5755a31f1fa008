import { type Right, rolesWith } from '@turnaway/contracts/roles';
import { Empty } from '@/components/page';
import { getMembers, getSession } from '@/lib/api';

/** Stands where somebody may not look: which role it takes, and who can give it. */
export async function NoRight({ right, what }: { right: Right; what: string }) {
  const [session, owners] = await Promise.all([getSession(), getMembers({ role: 'owner', limit: '5' })]);
  const [least = 'owner'] = rolesWith(right);
  return (
    <Empty title={`You cannot see ${what}`}>
      <p>
        This needs the role {least} or above; yours is {session.role}. An owner of the workspace can change
        it: {owners.items.map(({ email }) => email).join(', ')}.
      </p>
    </Empty>
  );
}
