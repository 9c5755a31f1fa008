import {
  type AlertWebhook,
  type ChannelKind,
  type ChannelSettings,
  channelKindSchema,
} from '@turnaway/contracts';
import { describe, expect, test } from 'vitest';
import { formatMessage, isTaken } from './format-message.js';
import type { OutgoingMail, OutgoingRequest } from './outgoing.js';
import { sampleMessages } from './sample-messages.js';
import { sampleAlertSaying } from './testing.js';

const deliveryId = '00000000-0000-4000-8000-00000000000d';
const [firing, resolved] = sampleMessages as [AlertWebhook, AlertWebhook];
const probe: AlertWebhook = {
  type: 'webhook.test',
  timestamp: '2026-01-31T09:00:00.000Z',
  data: { message: 'A test.', channel: 'on-call' },
};

const stopped: AlertWebhook = {
  type: 'channel.stopped',
  timestamp: '2026-01-31T09:00:00.000Z',
  data: {
    at: '2026-01-31T09:00:00.000Z',
    because: 'failing',
    since: '2026-01-26T08:00:00.000Z',
    error: 'http',
    statusCode: 503,
    channel: { id: 'c', name: 'on-call' },
    links: { channel: 'https://turnaway.example.com/alerts/channels/c' },
  },
};

const addresses: Partial<Record<ChannelKind, string>> = {
  opsgenie: 'https://api.opsgenie.example/',
  ntfy: 'https://ntfy.example/base/turn%C3%A4way',
  email: 'smtps://mail.example',
  'google-chat': 'https://chat.example/v1/spaces/A/messages?key=k&token=t',
};
const settingsOf: Partial<Record<ChannelKind, ChannelSettings>> = {
  email: { from: 'turnaway@example.com', to: ['on-call@example.com'] },
  template: { body: '{"text":"{{title}}","open":{{isFiring}},"n":{{data.counts.failures}}}' },
};

function format(kind: ChannelKind, message: AlertWebhook, settings: ChannelSettings = {}) {
  return formatMessage(
    message,
    {
      kind,
      url: addresses[kind] ?? 'https://hooks.example/x',
      credential: 'the-key',
      settings: { ...settingsOf[kind], ...settings },
    },
    deliveryId,
  );
}

function request(kind: ChannelKind, message: AlertWebhook, settings: ChannelSettings = {}) {
  const outgoing = format(kind, message, settings);
  if (outgoing.by !== 'http') throw new Error('expected a request');
  return { ...outgoing, json: JSON.parse(outgoing.body) };
}

const long = sampleAlertSaying('é<b>"@everyone" [x](https://evil.example) *bold* '.repeat(2_000));

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Bytes that each target takes at most; the chats' are what their documentation or experience says. */
const bytesMax: Record<
  Exclude<ChannelKind, 'email' | 'template' | 'webhook' | 'cloudevents' | 'alertmanager'>,
  number
> = {
  pagerduty: 512_000,
  opsgenie: 100_000,
  slack: 50_000,
  teams: 28_000,
  discord: 40_000,
  mattermost: 60_000,
  'google-chat': 32_000,
  ntfy: 10_000,
};

describe('each target’s limits hold, however long the names in the log', () => {
  test.each(Object.entries(bytesMax) as [ChannelKind, number][])('%s', (kind, max) => {
    expect(bytesOf(request(kind, long).body)).toBeLessThanOrEqual(max);
  });

  test('Slack’s blocks', () => {
    const { blocks } = request('slack', long).json;
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect([...blocks[0].text.text].length).toBeLessThanOrEqual(150);
    for (const block of blocks) {
      expect([...(block.text?.text ?? '')].length).toBeLessThanOrEqual(3_000);
      for (const field of block.fields ?? []) expect([...field.text].length).toBeLessThanOrEqual(2_000);
    }
  });

  test('Discord’s embed', () => {
    const [embed] = request('discord', long).json.embeds;
    const texts = [
      embed.title,
      embed.description,
      ...embed.fields.flatMap((f: { name: string; value: string }) => [f.name, f.value]),
    ];
    expect([...embed.title].length).toBeLessThanOrEqual(256);
    expect([...embed.description].length).toBeLessThanOrEqual(4_096);
    expect(embed.fields.length).toBeLessThanOrEqual(25);
    for (const { value } of embed.fields) expect([...value].length).toBeLessThanOrEqual(1_024);
    expect([...texts.join('')].length).toBeLessThanOrEqual(6_000);
  });

  test('PagerDuty’s summary, Opsgenie’s message and ntfy’s text', () => {
    expect([...request('pagerduty', long).json.payload.summary].length).toBeLessThanOrEqual(1_024);
    expect([...request('opsgenie', long).json.message].length).toBeLessThanOrEqual(130);
    expect(bytesOf(request('ntfy', long).json.message)).toBeLessThanOrEqual(4_096);
  });
});

test('PagerDuty is told to trigger and to resolve under one key, and a test is no emergency', () => {
  const begun = request('pagerduty', firing, { severity: 'critical' }).json;
  const over = request('pagerduty', resolved).json;
  expect(begun).toMatchObject({
    routing_key: 'the-key',
    event_action: 'trigger',
    payload: { severity: 'critical', source: 'turnaway', component: 'Payroll', class: 'entra/7000222' },
  });
  expect(over).toMatchObject({ event_action: 'resolve', dedup_key: begun.dedup_key });
  expect(request('pagerduty', probe, { severity: 'critical' }).json.payload.severity).toBe('info');
});

test('Opsgenie’s alert is made under an alias and closed by it', () => {
  const begun = request('opsgenie', firing, { severity: 'warning' });
  expect(begun.url).toBe('https://api.opsgenie.example/v2/alerts');
  expect(begun.headers.authorization).toBe('GenieKey the-key');
  expect(begun.json).toMatchObject({ priority: 'P3', source: 'turnaway' });
  const over = request('opsgenie', resolved);
  expect(over.url).toBe(
    `https://api.opsgenie.example/v2/alerts/${encodeURIComponent(begun.json.alias)}/close?identifierType=alias`,
  );
});

test('an Alertmanager receiver is told the same labels and fingerprint when it begins and when it is over', () => {
  const begun = request('alertmanager', firing).json;
  const over = request('alertmanager', {
    ...resolved,
    data: { ...resolved.data, topErrors: [] },
  } as AlertWebhook).json;
  expect(begun).toMatchObject({
    version: '4',
    status: 'firing',
    alerts: [{ endsAt: '0001-01-01T00:00:00Z' }],
  });
  expect(over).toMatchObject({ status: 'resolved', alerts: [{ endsAt: '2026-01-31T10:02:00.000Z' }] });
  expect(begun.alerts[0].fingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(over.alerts[0].fingerprint).toBe(begun.alerts[0].fingerprint);
  expect(over.alerts[0].labels).toEqual(begun.alerts[0].labels);
  expect(over.groupKey).toBe(begun.groupKey);
});

describe('what a test has opened is closed under the same key', () => {
  const over: AlertWebhook = {
    type: 'webhook.test.resolved',
    timestamp: '2026-01-31T09:00:02.000Z',
    data: {
      message: 'The test is over.',
      channel: 'on-call',
      test: { deliveryId, startedAt: '2026-01-31T09:00:00.000Z' },
    },
  };
  const pair = (kind: ChannelKind) => [request(kind, probe), request(kind, over)] as const;

  test('PagerDuty', () => {
    const [begun, ended] = pair('pagerduty');
    expect(begun.json).toMatchObject({ event_action: 'trigger', dedup_key: `test:${deliveryId}` });
    expect(ended.json).toMatchObject({ event_action: 'resolve', dedup_key: begun.json.dedup_key });
  });
  test('Opsgenie', () => {
    const [begun, ended] = pair('opsgenie');
    const alias = encodeURIComponent(begun.json.alias);
    expect(ended.url).toBe(`https://api.opsgenie.example/v2/alerts/${alias}/close?identifierType=alias`);
  });
  test('Alertmanager', () => {
    const [begun, ended] = pair('alertmanager');
    expect(begun.json).toMatchObject({ status: 'firing', alerts: [{ endsAt: '0001-01-01T00:00:00Z' }] });
    expect(ended.json).toMatchObject({
      status: 'resolved',
      alerts: [{ startsAt: '2026-01-31T09:00:00.000Z', endsAt: '2026-01-31T09:00:02.000Z' }],
    });
    expect(ended.json.groupKey).toBe(begun.json.groupKey);
    expect(ended.json.alerts[0].labels).toEqual(begun.json.alerts[0].labels);
    expect(ended.json.alerts[0].fingerprint).toBe(begun.json.alerts[0].fingerprint);
  });
});

test('a test to an Alertmanager receiver is no emergency', () => {
  const [alert] = request('alertmanager', probe, { severity: 'critical' }).json.alerts;
  expect(alert.labels.severity).toBe('info');
});

test('a CloudEvent has the delivery’s id at every attempt, and names the install', () => {
  const event = request('cloudevents', firing);
  expect(event.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  expect(event.json).toMatchObject({
    specversion: '1.0',
    id: deliveryId,
    source: 'https://turnaway.example.com',
    type: 'turnaway.alert.firing',
  });
});

test('ntfy gets JSON at its root, with the topic in it', () => {
  const sent = request('ntfy', firing);
  expect(sent.url).toBe('https://ntfy.example/base');
  expect(sent.json).toMatchObject({ topic: 'turnäway', priority: 4 });
  expect(request('ntfy', resolved).json.priority).toBe(3);
});

test('Google Chat keeps one thread for one alert, and the address its key', () => {
  const begun = request('google-chat', firing);
  const over = request('google-chat', resolved);
  expect(begun.url).toContain('key=k&token=t&messageReplyOption=');
  expect(over.json.thread).toEqual(begun.json.thread);
});

test('Teams gets an adaptive card with a way to the alert', () => {
  const [attachment] = request('teams', firing).json.attachments;
  expect(attachment.contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(attachment.content.actions[0]).toMatchObject({ type: 'Action.OpenUrl', title: 'Open the alert' });
});

test('letters about one alert stand in one thread', () => {
  const begun = format('email', firing) as OutgoingMail;
  const over = format('email', resolved) as OutgoingMail;
  expect(begun.thread).toBe(over.thread);
  expect(begun.text).toContain('1. Make a new secret');
  expect(begun.server).toEqual({ url: 'smtps://mail.example', user: null, password: 'the-key' });
});

describe('a template', () => {
  test('writes values as its content type asks, so that JSON stays JSON', () => {
    const { json } = request('template', sampleAlertSaying('a "quoted"\nname'));
    expect(json).toEqual({ text: 'a "quoted"\nname', open: true, n: 42 });
  });

  test('stays JSON in a test too, which has no numbers of an alert', () => {
    expect(request('template', probe).json).toMatchObject({ open: false, n: 0 });
  });

  test('writes form fields encoded', () => {
    const sent = format('template', sampleAlertSaying('a&b=c'), {
      contentType: 'application/x-www-form-urlencoded',
      body: 'text={{title}}',
    }) as OutgoingRequest;
    expect(sent.body).toBe('text=a%26b%3Dc');
  });

  test('reaches nothing beside the message', () => {
    const body = '{{constructor.constructor}}{{__proto__.x}}{{data.__proto__.toString}}';
    const sent = format('template', firing, { contentType: 'text/plain', body }) as OutgoingRequest;
    expect(sent.body).not.toMatch(/native code|function/);
  });
});

test.each(channelKindSchema.options)(
  '%s says what it says of an alert, of its end, of a test and of another channel',
  (kind) => {
    for (const message of [firing, resolved, probe, stopped]) {
      const outgoing = format(kind, message);
      expect(outgoing.by === 'http' ? outgoing.body : outgoing.text).not.toMatch(/undefined|\[object/);
      expect(
        formatMessage(message, { kind, url: 'https://a.example/t', credential: null, settings: {} }, 'd'),
      ).toBeDefined();
    }
  },
);

test('that another channel was switched off is told with since when, how it failed, and where to put it right', () => {
  const letter = format('email', stopped) as OutgoingMail;
  expect(letter.subject).toBe('[Notice] Alerts no longer go to “on-call”');
  for (const words of [
    'since 2026-01-26 08:00 UTC',
    '503, refused',
    'https://turnaway.example.com/alerts/channels/c',
  ]) {
    expect(letter.text).toContain(words);
  }
  expect(request('pagerduty', stopped, { severity: 'critical' }).json).toMatchObject({
    event_action: 'trigger',
    dedup_key: 'channel:c',
    payload: { severity: 'warning' },
  });
});

test('every receiver can go on to the alert, its errors, saying that they have it, and a silence', () => {
  for (const kind of channelKindSchema.options.filter((each) => each !== 'template')) {
    const outgoing = format(kind, firing);
    const written = outgoing.by === 'http' ? outgoing.body : outgoing.text;
    for (const url of [
      '/alerts/00000000-0000-4000-8000-000000000001"',
      '/errors?app=Payroll',
      '/ack/signed',
      '#silence',
    ]) {
      expect(written.replaceAll('\\', '"').replaceAll('\n', '"').replaceAll(')', '"')).toContain(url);
    }
  }
});

test('a title that a header has no room for is told in full below it', () => {
  const title = `Failures by app: ${'Payroll and more of it. '.repeat(8)}The end`;
  const told = { ...firing, data: { ...firing.data, title } } as AlertWebhook;
  expect(JSON.stringify(request('slack', told).json.blocks)).toContain(title);
  expect(request('opsgenie', told).json.description).toContain(title);
  expect(request('opsgenie', firing).json.description).not.toContain('42 failed sign-ins');
});

test('Opsgenie’s alert is closed with what is over, how long it lasted, and a way to it', () => {
  const { note } = request('opsgenie', resolved).json;
  expect(note).toMatch(/^Over: Expired app secrets.*\n.*lasted 52 minutes.*\nOpen the alert: https:/s);
});

test('a list ends where the links begin, and is one list', () => {
  const { text } = request('mattermost', firing).json.attachments[0];
  expect(text).toMatch(/\*\*What to do\*\*\n1\. .*\n2\. .*\n3\. .*\n\n\[Open the alert\]/);
  const { body } = request('teams', firing).json.attachments[0].content;
  expect(body.at(-1).text.split('\r')).toHaveLength(3);
});

test('what Slack is told is cut through none of its escapes', () => {
  const { text, blocks } = request('slack', sampleAlertSaying('&<>'.repeat(2_000))).json;
  const fields = blocks.flatMap((block: { fields?: { text: string }[] }) => block.fields ?? []);
  for (const told of [text, ...fields.map((field: { text: string }) => field.text)]) {
    expect(told.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&;]/);
  }
});

test('a fact is told once, in the form of a value, and a warning as one', () => {
  const said = (over: object) =>
    request('template', { ...firing, data: { ...firing.data, ...over } } as AlertWebhook, {
      body: '[{{#facts}}"{{label}}: {{value}}"{{^last}},{{/last}}{{/facts}}]',
    }).json as string[];
  const facts = said({
    level: 'warn',
    evidence: [{ label: 'Since', value: '2026-01-31T09:00:00Z', personal: false }],
  });
  expect(facts.filter((fact) => fact.startsWith('Since'))).toEqual(['Since: 2026-01-31 09:10 UTC']);
  for (const fact of ['Level: Warning', 'Source: Identity provider', 'Next move: App developer']) {
    expect(facts).toContain(fact);
  }
  expect(said({ level: 'alert' }).join()).not.toContain('Level');
});

test('what a name has said is not said again, and a code without a name is its own', () => {
  const factsOf = (top: object, evidence: object[]) => {
    const [first] = firing.type === 'alert.firing' ? firing.data.topErrors : [];
    const data = { ...firing.data, topErrors: [{ ...first, ...top }], evidence };
    const body = '[{{#facts}}"{{label}}: {{value}}"{{^last}},{{/last}}{{/facts}}]';
    return request('template', { ...firing, data } as AlertWebhook, { body }).json as string[];
  };
  const meaning = { label: 'Meaning', value: 'App secret has expired', personal: false };
  const many = { label: 'Reuses', value: 1_234, personal: false };
  expect(factsOf({}, [meaning, many]).slice(-1)).toEqual(['Reuses: 1,234']);
  expect(factsOf({}, [meaning]).join()).not.toContain('Meaning');
  const unknown = { errorCode: 'entra/999314', title: 'entra code 999314' };
  expect(factsOf(unknown, [])).toContain('Leading code: entra/999314');
});

test('steps for the person who signs in are what to tell them', () => {
  const [top] = firing.type === 'alert.firing' ? firing.data.topErrors : [];
  const ofPerson = {
    ...firing,
    data: { ...firing.data, topErrors: [{ ...top, actor: 'end-user' }] },
  } as AlertWebhook;
  expect((format('email', ofPerson) as OutgoingMail).text).toContain('What to tell the person:');
  expect((format('email', firing) as OutgoingMail).text).toContain('What to do:');
});

test('Slack takes a message by its word, the others by the status', () => {
  expect(isTaken('slack', 200, 'ok')).toBe(true);
  expect(isTaken('slack', 200, 'invalid_token')).toBe(false);
  expect(isTaken('discord', 204, null)).toBe(true);
  expect(isTaken('teams', 302, 'ok')).toBe(false);
});

/** An attack is no code's and no app's doing: such messages name none. */
const attack = (message: AlertWebhook): AlertWebhook =>
  message.type === 'alert.firing' || message.type === 'alert.resolved'
    ? {
        ...message,
        data: {
          ...message.data,
          ...{ topErrors: [], topApps: [], next: { actor: 'tenant-admin', steps: ['Block the network.'] } },
          evidence: [
            { label: 'Network', value: '203.0.113.0/24', personal: true },
            { label: 'Accounts', value: 61, personal: false },
            { label: 'Client', value: null, personal: false },
          ],
        },
      }
    : message;

test.each(channelKindSchema.options)('%s has no heading with nothing below it', (kind) => {
  for (const message of [firing, resolved].map(attack)) {
    const outgoing = format(kind, message);
    const written = outgoing.by === 'http' ? outgoing.body : `${outgoing.text}\n${outgoing.html}`;
    // Programs are handed the lists as they are.
    if (kind === 'webhook' || kind === 'cloudevents') continue;
    expect(written).not.toMatch(/Leading code|App with the most|Cause|Client/);
    expect(written.replace(/What to do:(?=\n1|\\n1)/, '')).not.toMatch(
      /: *$|<ol><\/ol>|<td><\/td>|"(value|text|title|description)": *""/m,
    );
  }
});

test('what is over is named by what it was about, without numbers of a moment when it fired', () => {
  const letter = format('email', attack(resolved)) as OutgoingMail;
  expect(letter.text).toContain('Network: 203.0.113.0/24');
  expect(letter.text).not.toMatch(/Accounts|Next move|People affected|Silence/);
  expect(letter.subject).toBe('Over: Expired app secrets. Now 0 failed sign-ins in 10 minutes');
  expect((format('email', firing) as OutgoingMail).subject).toMatch(/^\[Alert\] /);
});

test('what is over asks nobody to do anything, and what fires does', () => {
  const withSteps = (message: AlertWebhook): AlertWebhook =>
    message.type === 'alert.firing' || message.type === 'alert.resolved'
      ? { ...message, data: { ...message.data, next: { actor: 'help-desk', steps: ['Unlock it.'] } } }
      : message;
  // These hand on all that is known, for a program to choose from.
  const whole: readonly ChannelKind[] = ['webhook', 'cloudevents', 'alertmanager', 'template'];
  for (const kind of channelKindSchema.options.filter((each) => !whole.includes(each))) {
    const said = (message: AlertWebhook) => JSON.stringify(format(kind, withSteps(message)));
    expect(said(firing)).toContain('Unlock it');
    expect(said(resolved)).not.toContain('Unlock it');
  }
});
