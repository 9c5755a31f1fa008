'use client';

import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { safePath } from '@/lib/safe-path';
import styles from './sign-in.module.css';

/** The door to Turnaway itself. */
export function SignInForm({ next }: { next: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send('POST', '/api/auth/sign-in/email', { email, password });
    if (sent.ok) {
      // A full load, so that every page is asked for anew with the session.
      // The place on it, such as the silence that a message links to, is known to the browser alone.
      location.assign(safePath(`${next}${location.hash}`));
      return;
    }
    setBusy(false);
    setFault(faultWords(sent.status, sent.message));
  }
  return (
    <main className={styles.door}>
      <h1>Turnaway</h1>
      <p className={page.note}>Why sign-ins fail, whose move it is, and what to do.</p>
      <form onSubmit={submit} className={forms.form}>
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          required
          withAsterisk={false}
        />
        <TextInput
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
          withAsterisk={false}
        />
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
        <button type="submit" className={buttons.primary} disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className={page.note}>The first email and password were shown in the terminal at the first start.</p>
    </main>
  );
}

function faultWords(status: number, message: string): string {
  if (status === 401) return 'The email or the password is not right.';
  if (status === 429) return 'Too many tries. Wait a minute, then try again.';
  return message;
}
