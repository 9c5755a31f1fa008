import type { VerificationScheme } from '@turnaway/contracts/feed-verification';
import type { Feed } from '@turnaway/contracts/feeds';

/** The settings of a feed as the form holds them: texts, empty where nothing is set. */
export interface FeedDraft {
  name: string;
  systemHint: string;
  timeZone: string;
  scheme: VerificationScheme | '';
  /** Never filled in: a secret is not shown again. */
  secret: string;
  audience: string;
  serviceAccount: string;
}

/** The form of a feed as it is. */
export function draftOf({ name, systemHint, timeZone, verification }: Feed): FeedDraft {
  const pubsub = verification?.scheme === 'pubsub' ? verification : null;
  return {
    name,
    systemHint: systemHint ?? '',
    timeZone,
    scheme: verification?.scheme ?? '',
    secret: '',
    audience: pubsub?.audience ?? '',
    serviceAccount: pubsub?.serviceAccount ?? '',
  };
}

/** What to send of a form. A verification that was set before and got no new secret is left as it is. */
export function toPatch(draft: FeedDraft, feed: Feed): Record<string, unknown> {
  const { name, timeZone, scheme } = draft;
  const systemHint = draft.systemHint === '' ? null : draft.systemHint;
  const patch = { name, systemHint, timeZone };
  if (scheme === '') return { ...patch, verification: null };
  if (scheme === 'pubsub') {
    const { audience, serviceAccount } = draft;
    return { ...patch, verification: { scheme, audience, serviceAccount } };
  }
  const stays = draft.secret === '' && feed.verification?.scheme === scheme;
  return stays ? patch : { ...patch, verification: { scheme, secret: draft.secret } };
}
