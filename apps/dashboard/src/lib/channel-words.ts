import type { ChannelStop } from '@turnaway/contracts/channel-stop';
import type { Channel } from '@turnaway/contracts/channels';
import type { Delivery } from '@turnaway/contracts/deliveries';
import type { PausedHost } from '@turnaway/contracts/receiver-hosts';
import { formatCount, formatMinute, formatNumber } from './format';

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

/** How much a channel missed, and what of it still counts as firing there; nothing if it got everything. */
export function missedSentence({ messages, endings }: Channel['missed'], enabled: boolean): string {
  if (messages === 0) return '';
  const start = `The latest message of ${formatCount(messages, 'alert')} did not get there`;
  if (endings === 0) return `${start}.`;
  const isOne = endings === 1;
  const some = isOne ? 'one' : formatNumber(endings);
  const which =
    endings === messages
      ? `${isOne ? 'it is' : 'they are'} over and still ${isOne ? 'counts' : 'count'} as firing there`
      : `${some} of them ${isOne ? 'is' : 'are'} over and still ${isOne ? 'counts' : 'count'} as firing there`;
  return `${start}; ${which}${enabled ? '' : `. ${isOne ? 'That one is' : 'Those are'} closed there as soon as it is on`}.`;
}
