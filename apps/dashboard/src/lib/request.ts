import { type Audience, audienceSchema } from '@turnaway/contracts/taxonomy';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { audienceCookie, type Theme, themeCookie, timeZoneCookie } from './preferences';

/** One clock for the whole page, so that every range and every "ago" on it agree. */
export const getNow = cache(() => new Date());

/** The reader's time zone, as their browser told us; UTC until it has. */
export const getTimeZone = cache(async (): Promise<string> => {
  const given = (await cookies()).get(timeZoneCookie)?.value;
  return given !== undefined && isTimeZone(given) ? given : 'UTC';
});

/** Light, dark, or as the system says. */
export async function getTheme(): Promise<Theme> {
  const given = (await cookies()).get(themeCookie)?.value;
  return given === 'light' || given === 'dark' ? given : 'system';
}

/** For whom the reader looked at steps last; `null` before they chose. */
export async function getAudience(): Promise<Audience | null> {
  return audienceSchema
    .nullable()
    .catch(null)
    .parse((await cookies()).get(audienceCookie)?.value ?? null);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
