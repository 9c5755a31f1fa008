import type { ChannelStop } from '@turnaway/contracts/channel-stop';
import type { Delivery } from '@turnaway/contracts/deliveries';
import type { PausedHost } from '@turnaway/contracts/receiver-hosts';
import { formatMinute } from './format';

type DeliveryError = NonNullable<Delivery['attempts'][number]['error']>;

/** How an attempt went wrong, in a few words. */
export const deliveryErrorWords: Readonly<Record<DeliveryError, string>> = {
  'blocked-address': 'address not allowed',
  dns: 'name not found',
  tls: 'certificate not accepted',
  timeout: 'no answer in time',
  connection: 'no connection',
  http: 'refused',
  refused: 'refused',
  message: 'the template could not be filled in',
};

const hasNotAnswered = 'has not answered since';
const troubles: Readonly<Partial<Record<DeliveryError, string>>> = {
  dns: 'has not been found since',
  tls: 'has had no good certificate since',
  http: 'has answered with errors since',
};

/** What a host is left alone for, and until when: `example.com has not answered since Nov 23, 08:40; …`. */
export function pausedHostSentence(paused: PausedHost, timeZone: string, now: Date): string {
  const { host, since, nextTryAt, error, statusCode } = paused;
  const last = statusCode === null ? '' : ` (the last was ${statusCode})`;
  const next =
    nextTryAt === null
      ? 'it is being tried now'
      : nextTryAt <= now.toISOString()
        ? 'the next message tries it again'
        : `trying again at ${formatMinute(nextTryAt, timeZone, now)}`;
  return `${host} ${troubles[error] ?? hasNotAnswered} ${formatMinute(since, timeZone, now)}${last}; ${next}.`;
}

/** What was switched off, why, and since when nothing came through. */
export function stoppedSentence(name: string, stop: ChannelStop, timeZone: string, now: Date): string {
  const at = formatMinute(stop.at, timeZone, now);
  const { statusCode, error } = stop;
  const last = `the last response was ${statusCode === null ? '' : `${statusCode}, `}${deliveryErrorWords[error]}`;
  const why =
    stop.because === 'gone'
      ? 'its receiver answered that it is gone for good'
      : `no message has come through since ${formatMinute(stop.since, timeZone, now)}`;
  return `“${name}” was switched off on ${at}: ${why} (${last}).`;
}
