'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { timeZoneCookie } from '@/lib/preferences';

/** Tells the server which time zone to write times in; until then it writes UTC. */
export function TimeZone() {
  const router = useRouter();
  useEffect(() => {
    // That is what the server writes without being told.
    if (showsUtc() && !document.cookie.includes(timeZoneCookie)) return;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (document.cookie.includes(`${timeZoneCookie}=${encodeURIComponent(zone)}`)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${timeZoneCookie}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
    // Where cookies are refused this would go on forever, so ask whether it was kept.
    if (document.cookie.includes(timeZoneCookie) && zone !== 'UTC') router.refresh();
  }, [router]);
  return null;
}

/** Whether the clock here shows UTC all year. Dates know it at once; to open the names of zones holds a phone up. */
function showsUtc(): boolean {
  const year = new Date().getFullYear();
  return [0, 6].every((month) => new Date(year, month).getTimezoneOffset() === 0);
}
