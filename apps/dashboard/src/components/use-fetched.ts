'use client';

import { type ComponentType, useRef, useState } from 'react';

/**
 * A part of a page that is fetched when it is first asked for, and `null` until then: most readers open none of a
 * page's menus and dialogs, and what draws them is most of its script. Once fetched it stays.
 */
export function useFetched<Props>(
  fetch: () => Promise<ComponentType<Props>>,
): [part: ComponentType<Props> | null, ask: () => void] {
  const [part, setPart] = useState<ComponentType<Props> | null>(null);
  const isAsked = useRef(false);
  function ask() {
    if (isAsked.current) return;
    isAsked.current = true;
    fetch().then(
      (found) => setPart(() => found),
      // Without a connection it can be asked for again.
      () => {
        isAsked.current = false;
      },
    );
  }
  return [part, ask];
}
