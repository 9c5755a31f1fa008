'use client';

import type { Page } from '@turnaway/contracts/page';
import type { SavedView } from '@turnaway/contracts/saved-views';
import { useEffect, useState } from 'react';
import { send } from '@/lib/browser-api';
import type { SavedPlace } from './palette-items';

/** The newest views that the reader sees; none until they are read, or where they cannot be. */
export function useSavedViews(): SavedPlace[] {
  const [views, setViews] = useState<SavedPlace[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void send<Page<SavedView>>('GET', '/api/views?limit=100').then((sent) => {
      if (isCurrent && sent.ok) setViews(sent.answer.items);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return views;
}
