import { expect, test } from 'vitest';
import { channelInputSchema } from './channels.js';

test.each(['ftp://hooks.example.com', 'https://user:secret@hooks.example.com', 'hooks.example.com'])(
  'a channel does not take %s',
  (url) => {
    expect(channelInputSchema.safeParse({ name: 'On-call', url }).success).toBe(false);
  },
);

const fieldsOf = (channel: Record<string, unknown>) =>
  channelInputSchema.safeParse({ name: 'x', ...channel }).error?.issues.map(({ path }) => path.join('.')) ??
  [];

test.each([
  ['PagerDuty without its key', { kind: 'pagerduty' }, ['credential']],
  ['Slack without an address', { kind: 'slack' }, ['url']],
  ['Slack with a key', { kind: 'slack', url: 'https://a.example', credential: 'k' }, ['credential']],
  ['ntfy without a topic', { kind: 'ntfy', url: 'https://ntfy.example/' }, ['url']],
  ['e-mail to nobody', { kind: 'email', url: 'smtp://mail.example' }, ['settings.from', 'settings.to']],
  [
    'e-mail over http',
    { kind: 'email', url: 'https://mail.example', settings: { from: 'a@b.example', to: ['c@d.example'] } },
    ['url'],
  ],
  ['a template without a body', { kind: 'template', url: 'https://a.example' }, ['settings.body']],
  [
    'a setting of another kind',
    { kind: 'slack', url: 'https://a.example', settings: { body: 'x' } },
    ['settings.body'],
  ],
  [
    'a header that the delivery sets',
    { kind: 'template', url: 'https://a.example', settings: { body: 'x', headers: { Host: 'b.example' } } },
    ['settings.headers.Host'],
  ],
])('%s is refused, and the field is named', (_name, channel, fields) => {
  expect(fieldsOf(channel)).toEqual(fields);
});

test.each([
  [{ url: 'https://a.example' }],
  [{ kind: 'pagerduty', credential: 'R0UT1NG' }],
  [{ kind: 'opsgenie', credential: 'key', settings: { severity: 'critical' } }],
  [{ kind: 'ntfy', url: 'https://ntfy.example/topic' }],
  [{ kind: 'email', url: 'smtps://mail.example', settings: { from: 'a@b.example', to: ['c@d.example'] } }],
])('%j is a channel', (channel) => {
  expect(fieldsOf(channel)).toEqual([]);
});
