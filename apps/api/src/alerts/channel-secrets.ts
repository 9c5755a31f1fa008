import { randomBytes } from 'node:crypto';
import { type ChannelKind, channelKinds } from '@turnaway/contracts';
import type { SealedChannel } from '@turnaway/db/channels/create-channel';
import type { SecretBox } from '@turnaway/db/secret-box';

/** A secret in the form that Standard Webhooks gives them. */
export function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** An address as it is stored: where it is a secret, its host in the open and all of it sealed. */
export function sealAddress(
  box: SecretBox,
  kind: ChannelKind,
  url: string,
): Pick<SealedChannel, 'urlEncrypted'> & { url: string } {
  return channelKinds[kind].addressIsSecret
    ? { url: `${new URL(url).origin}/…`, urlEncrypted: box.seal(url) }
    : { url, urlEncrypted: null };
}
