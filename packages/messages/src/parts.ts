import {
  type AlertWebhook,
  type AlertWebhookData,
  actorLabels,
  causeLabels,
  sourceLabels,
} from '@turnaway/contracts';

/** What every format is made of: the message in the pieces that chats, letters and incident tools have places for. */
export interface MessageParts {
  state: 'firing' | 'resolved' | 'test';
  title: string;
  summary: string;
  facts: { label: string; value: string }[];
  /** What to do first, imperative sentences. */
  steps: string[];
  links: { label: string; url: string }[];
  /** The same for all messages about one alert; `null` for a test. */
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
      links: [],
      dedupKey: null,
      startedAt: message.timestamp,
      endedAt: null,
    };
  }
  const { data } = message;
  return {
    state: data.state,
    title: data.title,
    summary: data.summary,
    facts: factsOf(data),
    steps: data.topErrors[0]?.firstSteps ?? [],
    links: [
      { label: 'Open the alert', url: data.links.alert },
      { label: 'See the errors', url: data.links.errors },
      ...(data.links.ack === undefined ? [] : [{ label: 'I have it', url: data.links.ack }]),
      { label: 'Silence', url: data.links.silence },
    ],
    dedupKey: data.dedupKey,
    startedAt: data.startedAt,
    endedAt: data.endedAt,
  };
}

function factsOf({
  counts,
  topErrors,
  topApps,
  startedAt,
  endedAt,
  evidence = [],
}: AlertWebhookData): MessageParts['facts'] {
  const [top] = topErrors;
  const [app] = topApps;
  return [
    { label: 'Since', value: moment(startedAt) },
    ...(endedAt === null ? [] : [{ label: 'Over at', value: moment(endedAt) }]),
    { label: 'Failed sign-ins', value: numbers.format(counts.failures) },
    { label: 'People affected', value: numbers.format(counts.people) },
    ...(top === undefined
      ? []
      : [
          { label: 'Leading code', value: `${top.errorCode} (${top.title})` },
          { label: 'Cause', value: top.cause === null ? 'None' : causeLabels[top.cause] },
          { label: 'Source', value: sourceLabels[top.source] },
          { label: 'Next move', value: actorLabels[top.actor] },
        ]),
    ...(app === undefined ? [] : [{ label: 'App with the most', value: app.app }]),
    ...evidence
      .slice(0, evidenceMax)
      .flatMap(({ label, value }) => (value === null ? [] : [{ label, value: String(value) }])),
  ];
}

function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
