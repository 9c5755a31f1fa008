import { channelInputSchema } from '@turnaway/contracts/channels';
import { expect, test } from 'vitest';
import { draftOfChannel, toChannelInput } from './channel-draft';

test('the form of every kind sends what the API takes, and nothing of another kind', () => {
  const typed = {
    name: 'On-call',
    url: 'https://a.example/topic',
    from: 'a@b.example',
    to: 'c@d.example; e@f.example',
  };
  for (const kind of ['webhook', 'slack', 'ntfy', 'template', 'alertmanager'] as const) {
    const input = toChannelInput({ ...draftOfChannel(null, kind), ...typed });
    expect(channelInputSchema.parse(input)).toMatchObject({ kind, name: 'On-call' });
  }
  const letter = toChannelInput({ ...draftOfChannel(null, 'email'), ...typed, url: 'smtps://mail.example' });
  expect(channelInputSchema.parse(letter).settings).toEqual({
    from: 'a@b.example',
    to: ['c@d.example', 'e@f.example'],
  });
});

test('headers are typed one a line', () => {
  const draft = {
    ...draftOfChannel(null, 'template'),
    headers: 'X-Team: identity\n\nX-Url: https://a.example',
  };
  expect(toChannelInput(draft).settings).toMatchObject({
    headers: { 'X-Team': 'identity', 'X-Url': 'https://a.example' },
  });
});

test('what is a secret and was left empty is not sent, so that it stays', () => {
  const channel = {
    id: 'c',
    name: 'chat',
    kind: 'slack',
    url: 'https://hooks.slack.example/…',
    settings: {},
    enabled: true,
    isDefault: false,
    createdAt: '2026-01-31T08:00:00.000Z',
    lastDeliveryAt: null,
    lastDeliveryStatus: null,
    missed: { messages: 0, endings: 0 },
    previousSecretUntil: null,
    personalData: false,
    pausedHost: null,
    stopped: null,
    fallbackChannelId: null,
  } as const;
  expect(toChannelInput(draftOfChannel(channel))).toEqual({ kind: 'slack', name: 'chat', settings: {} });
});
