'use client';

import { useRouter } from 'next/navigation';
import buttons from './button.module.css';
import empties from './empty.module.css';

/** Stands where one part of a page could not be read. */
export function PartFault() {
  const router = useRouter();
  return (
    <div className={empties.empty} role="alert">
      <strong>This part could not be read</strong>
      <p>The rest of the page holds. Nothing is lost: what was received is stored, and counted once.</p>
      <button type="button" className={buttons.button} onClick={() => router.refresh()}>
        Try again
      </button>
    </div>
  );
}
