import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { send } from '@/lib/browser-api';
import { notify } from '@/lib/notify';

/**
 * What the forms of the workspace's settings do when they are submitted: save what `wanted` gives, say `saved`, and
 * read the page again. `faults` holds what was wrong, by field, and as a whole as `form`; empty while nothing is.
 */
export function useSaveWorkspace(wanted: () => object, saved: string) {
  const router = useRouter();
  const [faults, setFaults] = useState<Record<string, string>>({});

  async function submit(event: FormEvent) {
    event.preventDefault();
    const sent = await send('PATCH', '/api/workspace', wanted());
    setFaults(sent.ok ? {} : { ...sent.fields, form: sent.message });
    if (!sent.ok) return;
    notify({ color: 'green', message: saved });
    router.refresh();
  }
  return { submit, faults };
}
