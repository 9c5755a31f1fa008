'use client';

import type { Audience } from '@turnaway/contracts/taxonomy';
import { useEffect, useState } from 'react';
import { audienceCookie } from './preferences';

const chosenEvent = 'turnaway-audience';
const oneYearS = 31_536_000;

/**
 * For whom steps are shown: as the reader chose last, here or on an earlier page. All lists of steps on a page
 * follow one choice, and a cookie keeps it, so that the server's first answer is right the next time.
 */
export function useAudience(initial: Audience | null): [Audience | null, (audience: Audience) => void] {
  const [audience, setAudience] = useState(initial);
  useEffect(() => {
    const onChosen = (event: Event) => setAudience((event as CustomEvent<Audience>).detail);
    window.addEventListener(chosenEvent, onChosen);
    return () => window.removeEventListener(chosenEvent, onChosen);
  }, []);
  return [audience, choose];
}

function choose(audience: Audience) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${audienceCookie}=${audience}; path=/; max-age=${oneYearS}; samesite=lax`;
  window.dispatchEvent(new CustomEvent<Audience>(chosenEvent, { detail: audience }));
}
