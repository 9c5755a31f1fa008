import type { Feed } from '@turnaway/contracts/feeds';
import { expect, test } from 'vitest';
import { draftOf, toPatch } from './feed-draft';

const feed = {
  name: 'Clerk production',
  systemHint: null,
  timeZone: 'UTC',
  verification: { scheme: 'standard-webhooks' },
} as Feed;

test('a secret that was kept before stays, unless a new one or another scheme is given', () => {
  const draft = draftOf(feed);
  expect(draft).toMatchObject({ scheme: 'standard-webhooks', secret: '', systemHint: '' });
  expect(toPatch({ ...draft, systemHint: 'clerk' }, feed)).toEqual({
    name: 'Clerk production',
    systemHint: 'clerk',
    timeZone: 'UTC',
  });
  expect(toPatch({ ...draft, secret: 'whsec_new' }, feed)).toMatchObject({
    verification: { scheme: 'standard-webhooks', secret: 'whsec_new' },
  });
  expect(toPatch({ ...draft, scheme: 'zitadel' }, feed)).toMatchObject({
    verification: { scheme: 'zitadel', secret: '' },
  });
});

test('no verification takes one away, and Pub/Sub has no secret', () => {
  const draft = draftOf(feed);
  expect(toPatch({ ...draft, scheme: '' }, feed)).toMatchObject({ verification: null });
  const pubsub = { audience: 'https://a.example', serviceAccount: 'a@example.com' };
  expect(toPatch({ ...draft, scheme: 'pubsub', ...pubsub }, feed)).toMatchObject({
    verification: { scheme: 'pubsub', ...pubsub },
  });
});
