import { type Audience, audienceSchema } from '@turnaway/contracts/taxonomy';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { audienceCookie, signInColumnsCookie, type Theme, themeCookie, timeZoneCookie } from './preferences';
import { readSignInColumns, type SignInColumn } from './sign-in-columns';
import { isTimeZone } from './time-zone';

/** One clock for the whole page, so that every range and every "ago" on it agree. */
export const getNow = cache(() => new Date());

/** The time zone that the address names, else the reader's, as their browser told us; UTC until it has. */
export const getTimeZone = cache(async (): Promise<string> => {
  const path = (await headers()).get('x-turnaway-path') ?? '/';
  const named = new URL(path, 'http://localhost').searchParams.get('tz');
  const given = [named, (await cookies()).get(timeZoneCookie)?.value];
  return given.find((zone) => typeof zone === 'string' && isTimeZone(zone)) ?? 'UTC';
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

/** The columns of sign-ins that the reader chose last; `null` before they chose. */
export async function getSignInColumns(): Promise<readonly SignInColumn[] | null> {
  return readSignInColumns((await cookies()).get(signInColumnsCookie)?.value);
}
