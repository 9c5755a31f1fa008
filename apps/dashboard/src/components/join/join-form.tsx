'use client';

import { TextInput } from '@mantine/core';
import type { InvitationLook } from '@turnaway/contracts/members';
import { type FormEvent, useEffect, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import styles from '@/components/sign-in/sign-in.module.css';
import { send } from '@/lib/browser-api';

/** Where an invitation's link leads. What is secret in it stands behind the #, which no server sees. */
export function JoinForm() {
  const [token, setToken] = useState('');
  const [invitation, setInvitation] = useState<InvitationLook | null>(null);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const given = location.hash.slice(1);
    setToken(given);
    void send<InvitationLook>('POST', '/api/auth/invitation', { token: given }).then((sent) => {
      if (sent.ok) setInvitation(sent.answer);
      else
        setFault(
          sent.status === 404 ? sent.message : 'This link is not whole. Open it again as it was sent.',
        );
    });
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (invitation === null) return;
    setBusy(true);
    const accepted = await send('POST', '/api/auth/accept-invitation', { token, name, password });
    const signedIn = accepted.ok
      ? await send('POST', '/api/auth/sign-in/email', { email: invitation.email, password })
      : accepted;
    if (signedIn.ok) return location.assign('/');
    setBusy(false);
    setFault(Object.values(signedIn.fields)[0] ?? signedIn.message);
  }
  return (
    <main className={styles.door}>
      <h1>Turnaway</h1>
      {invitation === null ? (
        <p className={page.note}>
          {fault === null ? 'Looking at your invitation…' : 'This link opens nothing.'}
        </p>
      ) : (
        <p className={page.note}>
          {invitation.invitedBy} invites you to {invitation.workspace}, as {invitation.role}. Choose a
          password of at least 8 characters.
        </p>
      )}
      <form onSubmit={submit} className={forms.form}>
        {invitation !== null && (
          <>
            <TextInput label="Email" type="email" autoComplete="username" value={invitation.email} readOnly />
            <TextInput
              label="Your name"
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={80}
              required
              withAsterisk={false}
            />
            <TextInput
              label="Password"
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              minLength={8}
              maxLength={128}
              required
              withAsterisk={false}
            />
          </>
        )}
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
        {invitation !== null && (
          <button type="submit" className={buttons.primary} disabled={busy}>
            {busy ? 'Joining…' : 'Join'}
          </button>
        )}
      </form>
    </main>
  );
}
