import type { SealedTarget } from '@turnaway/db/alerting/get-pending-delivery';
import type { SecretBox } from '@turnaway/db/secret-box';
import type { ChannelTarget } from '@turnaway/messages';

/** A channel with its secrets open. */
export interface OpenTarget {
  target: ChannelTarget;
  /** What messages are signed with: the present secret, and for a while the one before. None if they are not signed. */
  signingSecrets: string[];
}

/** Opens the secrets of a channel. Throws if they were sealed with another TURNAWAY_SECRET, or one is missing. */
export function openTarget(channel: SealedTarget, box: SecretBox, now: Date): OpenTarget {
  const open = (sealed: Uint8Array | null) => (sealed === null ? null : box.open(sealed));
  const { kind, settings, previousSecretEncrypted, previousSecretUntil } = channel;
  const url = open(channel.urlEncrypted) ?? channel.url;
  const secret = open(channel.secretEncrypted);
  if (kind !== 'webhook') return { target: { kind, url, credential: secret, settings }, signingSecrets: [] };
  if (secret === null) throw new Error('a webhook channel has no signing secret');
  const isPreviousGood = previousSecretUntil !== null && previousSecretUntil > now;
  const previous = isPreviousGood ? open(previousSecretEncrypted) : null;
  return {
    target: { kind, url, credential: null, settings },
    signingSecrets: previous === null ? [secret] : [secret, previous],
  };
}
