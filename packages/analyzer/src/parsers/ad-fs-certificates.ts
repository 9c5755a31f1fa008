import {
  type CredentialNotice,
  credentialsOfAppMax,
  type NamedCredential,
} from '@turnaway/contracts/batch-facts';
import { timeIn } from '../read-time.js';
import { credentialNotice } from './credential-notice.js';
import type { ReadContext } from './parser.js';
import type { WindowsEvent } from './windows-event.js';

/** The event that says which certificates of AD FS end soon or have ended; it is written again each time they are looked at. */
export const certificatesEvent = 385;

const certificate =
  /([A-Z][A-Za-z /-]{1,60}certificate) (?:[^\r\n]{0,200}?)with thumbprint\W{1,3}([0-9A-Fa-f]{40,64})\W{1,3}(?:is set to expire|expires|will expire|(?:has )?expired) on ([^\r\n<]{8,40}?)\.?(?=[\r\n<]|\s{2}|$)/g;

/**
 * The certificates that the event's text names with a day, which is written as the server's region has it. They are those of the
 * federation service, whatever app is signed in to: so its computer stands for the app. `null` where the text is of
 * another language, or names none.
 * https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-certs
 */
export function adFsCertificates(
  event: WindowsEvent,
  said: string,
  { receivedAt, timeZone }: Pick<ReadContext, 'receivedAt' | 'timeZone'>,
): CredentialNotice | null {
  // The text may stand in the event twice.
  const credentials = new Map<string, NamedCredential>();
  for (const [, name = null, thumbprint = '', day] of said.matchAll(certificate)) {
    const id = thumbprint.toUpperCase();
    const expiresAt = timeIn(day, { receivedAt, timeZone });
    if (expiresAt !== null && credentials.size < credentialsOfAppMax)
      credentials.set(id, { id, name, expiresAt });
  }
  if (credentials.size === 0) return null;
  return credentialNotice({
    system: 'ad-fs',
    app: event.computer === null ? 'AD FS' : `AD FS on ${event.computer}`,
    time: event.time,
    credentials: [...credentials.values()],
  });
}
