'use client';

import { type Role, roles } from '@turnaway/contracts/roles';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useMay } from '@/components/rights/rights';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';
import styles from './members.module.css';

/** A member's role, which an owner can change where it stands. */
export function ChangeRole({ id, email, role }: { id: string; email: string; role: Role }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  if (!useMay('members')) return role;

  async function change(wanted: string) {
    setBusy(true);
    const sent = await send('PATCH', `/api/members/${encodeURIComponent(id)}`, { role: wanted });
    setBusy(false);
    if (sent.ok) notify({ color: 'green', message: `${email} is ${wanted} from now on.` });
    else notify({ color: 'red', title: 'The role stays', message: sent.message });
    router.refresh();
  }
  return (
    <select
      className={styles.role}
      aria-label={`Role of ${email}`}
      value={role}
      disabled={busy}
      onChange={(event) => change(event.target.value)}
    >
      {roles.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}
