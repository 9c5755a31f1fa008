'use client';

import buttons from '@/components/button.module.css';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';

/** Ends the session. The next page is loaded whole, so that nothing of the last one is left in memory. */
export function SignOut() {
  async function signOut() {
    const sent = await send('POST', '/api/auth/sign-out', {});
    if (sent.ok) location.assign('/sign-in');
    else notify({ color: 'red', title: 'Still signed in', message: sent.message });
  }
  return (
    <button type="button" className={buttons.button} onClick={signOut}>
      Sign out
    </button>
  );
}
