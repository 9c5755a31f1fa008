import {
  type Actor,
  type AlertWebhook,
  type AlertWebhookData,
  actorLabels,
  type ChannelStop,
  causeLabels,
  sourceLabels,
  titleOfSteps,
} from '@turnaway/contracts';

/** What every format is made of: the message in the pieces that chats, letters and incident tools have places for. */
export interface MessageParts {
  /** `notice`: not about an alert, but about how alerts are told. */
  state: 'firing' | 'resolved' | 'test' | 'notice';
  title: string;
  summary: string;
  facts: { label: string; value: string }[];
  /** What to do first, imperative sentences. */
  steps: string[];
  /** What stands above the steps: for whom they are. */
  stepsTitle: string;
  links: { label: string; url: string }[];
  /** The same for all messages about one alert; `null` for a test, which is known by its delivery. */
  dedupKey: string | null;
  /** When it began, ISO 8601. */
  startedAt: string;
  endedAt: string | null;
}

/** Facts that an alert stands on, in a chat's message. */
const evidenceMax = 5;
const numbers = new Intl.NumberFormat('en-US');

/** Takes a message apart. */
export function partsOf(message: AlertWebhook): MessageParts {
  if (message.type === 'webhook.test') {
    return {
      state: 'test',
      title: 'Turnaway: a test',
      summary: message.data.message,
      facts: [{ label: 'Channel', value: message.data.channel }],
      steps: [],
      stepsTitle: titleOfSteps(null),
      links: [],
      dedupKey: null,
      startedAt: message.timestamp,
      endedAt: null,
    };
  }
  if (message.type === 'webhook.test.resolved') return partsOfTestOver(message);
  if (message.type === 'channel.stopped') return partsOfStop(message);
  const { data } = message;
  return {
    state: data.state,
    title: data.title,
    summary: data.summary,
    facts: factsOf(data),
    // What is over has to be done by nobody.
    steps: data.endedAt === null ? (data.next?.steps ?? data.topErrors[0]?.firstSteps ?? []) : [],
    stepsTitle: titleOfSteps(actorOf(data) ?? null),
    links: [
      { label: 'Open the alert', url: data.links.alert },
      { label: 'See the errors', url: data.links.errors },
      ...(data.links.ack === undefined ? [] : [{ label: 'I have it', url: data.links.ack }]),
      // Nothing is left of it to keep quiet.
      ...(data.endedAt === null ? [{ label: 'Silence', url: data.links.silence }] : []),
    ],
    dedupKey: data.dedupKey,
    startedAt: data.startedAt,
    endedAt: data.endedAt,
  };
}

/** What a message says of an alert; `null` for one that is about none. */
export function alertDataOf(message: AlertWebhook): AlertWebhookData | null {
  return message.type === 'alert.firing' || message.type === 'alert.resolved' ? message.data : null;
}

/** What a test's incident is known by, of the delivery that opens it. */
export function dedupKeyOfTest(deliveryId: string): string {
  return `test:${deliveryId}`;
}

function partsOfTestOver({
  timestamp,
  data: { message, channel, test },
}: Extract<AlertWebhook, { type: 'webhook.test.resolved' }>): MessageParts {
  return {
    state: 'resolved',
    title: 'Over: Turnaway: a test',
    summary: message,
    facts: [{ label: 'Channel', value: channel }],
    steps: [],
    stepsTitle: titleOfSteps(null),
    links: [],
    dedupKey: dedupKeyOfTest(test.deliveryId),
    startedAt: test.startedAt,
    endedAt: timestamp,
  };
}

const failures: Readonly<Record<ChannelStop['error'], string>> = {
  'blocked-address': 'its address is not allowed',
  dns: 'its name was not found',
  tls: 'its certificate was not accepted',
  timeout: 'no answer in time',
  connection: 'no connection',
  http: 'refused',
  refused: 'refused',
  message: 'its template could not be filled in',
};

function partsOfStop({ timestamp, data }: Extract<AlertWebhook, { type: 'channel.stopped' }>): MessageParts {
  const { channel, because, since, error, statusCode, links } = data;
  const reason =
    because === 'gone'
      ? 'Its receiver answers that it is gone for good.'
      : `No message has come through since ${moment(since)}.`;
  return {
    state: 'notice',
    title: `Alerts no longer go to “${channel.name}”`,
    summary: `${reason} Turnaway has switched the channel off. Put its receiver right, then switch it on again.`,
    facts: [
      { label: 'Channel', value: channel.name },
      { label: 'Failing since', value: moment(since) },
      {
        label: 'Last response',
        value: [statusCode, failures[error]].filter((part) => part !== null).join(', '),
      },
    ],
    steps: [],
    stepsTitle: titleOfSteps(null),
    links: [{ label: 'Open the channel', url: links.channel }],
    dedupKey: `channel:${channel.id}`,
    startedAt: timestamp,
    endedAt: null,
  };
}

function factsOf(data: AlertWebhookData): MessageParts['facts'] {
  const { counts, topErrors, topApps, next, level, startedAt, endedAt, evidence = [] } = data;
  if (endedAt !== null) {
    return [
      { label: 'Began at', value: moment(startedAt) },
      { label: 'Over at', value: moment(endedAt) },
      ...evidence.slice(0, evidenceMax).flatMap(nameIn),
    ];
  }
  const [top] = topErrors;
  const [app] = topApps;
  const actor = actorOf(data);
  const facts = [
    { label: 'Since', value: moment(startedAt) },
    ...(level === 'warn' ? [{ label: 'Level', value: 'Warning' }] : []),
    // Failures are part of the story where a code is: those around an attack on one account are everybody's.
    ...(next !== undefined || counts.failures === 0
      ? []
      : [{ label: 'Failed sign-ins', value: numbers.format(counts.failures) }]),
    ...(next !== undefined || counts.people === 0
      ? []
      : [{ label: 'People affected', value: numbers.format(counts.people) }]),
    ...(top === undefined
      ? []
      : [
          { label: 'Leading code', value: isNamed(top) ? `${top.errorCode} (${top.title})` : top.errorCode },
          { label: 'Cause', value: top.cause === null ? 'None' : causeLabels[top.cause] },
          { label: 'Source', value: capitalized(sourceLabels[top.source]) },
        ]),
    ...(actor === undefined ? [] : [{ label: 'Next move', value: capitalized(actorLabels[actor]) }]),
    ...(app === undefined ? [] : [{ label: 'App with the most', value: app.app }]),
  ];
  const said = new Set(facts.map(({ value }) => value));
  if (top !== undefined) said.add(top.errorCode).add(top.title);
  const labels = new Set(facts.map(({ label }) => label));
  const unsaid = evidence.flatMap(({ label, value }) => {
    if (value === null || labels.has(label)) return [];
    const written = writeEvidence(value);
    return said.has(written) ? [] : [{ label, value: written }];
  });
  return [...facts, ...unsaid.slice(0, evidenceMax)];
}

/** A code that the catalog lacks is named after itself: `entra code 999999`. */
function isNamed({ errorCode, title }: AlertWebhookData['topErrors'][number]): boolean {
  return title !== errorCode.replace('/', ' code ');
}

function writeEvidence(value: string | number): string {
  if (typeof value === 'number') return numbers.format(value);
  return isMoment.test(value) ? moment(value) : value;
}

/** Whose move it is, where that is known. */
function actorOf({ next, topErrors: [top] }: AlertWebhookData): Actor | undefined {
  return next?.actor ?? top?.actor;
}

/** What an alert is about tells which one is over; its numbers are those of a moment when it fired. */
function nameIn({ label, value }: NonNullable<AlertWebhookData['evidence']>[number]): MessageParts['facts'] {
  return typeof value === 'string' && !isMoment.test(value) ? [{ label, value }] : [];
}

/** A time as records and the analyzer write it. */
const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
