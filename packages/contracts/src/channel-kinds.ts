export const channelKindNames = [
  'webhook',
  'cloudevents',
  'alertmanager',
  'pagerduty',
  'opsgenie',
  'slack',
  'teams',
  'discord',
  'mattermost',
  'google-chat',
  'ntfy',
  'email',
  'template',
] as const;
export type ChannelKind = (typeof channelKindNames)[number];

/** What can be chosen of a channel beside address and credential. */
export type ChannelSettingName =
  | 'severity'
  | 'from'
  | 'to'
  | 'user'
  | 'method'
  | 'contentType'
  | 'headers'
  | 'body';

/** What a channel of a kind is made of: the forms are drawn from it, and what is sent in is held against it. */
export interface ChannelKindFacts {
  label: string;
  /** What the address is, in words; `defaultUrl` where the service has one for everybody. */
  addressLabel: string;
  addressHint: string;
  defaultUrl: string | null;
  /** Whoever knows the address can post: it is kept encrypted, and shown by its host alone. */
  addressIsSecret: boolean;
  /** What proves that the message is ours, beside the address; made by Turnaway for `webhook`. */
  credential: 'made' | 'required' | 'optional' | 'none';
  credentialLabel: string | null;
  settings: readonly ChannelSettingName[];
  /** What is sent there opens an incident that stays open until it is closed. */
  opensIncidents?: true;
}

const chat = {
  defaultUrl: null,
  addressIsSecret: true,
  credential: 'none',
  credentialLabel: null,
  settings: [],
} as const;

export const channelKinds: Readonly<Record<ChannelKind, ChannelKindFacts>> = {
  webhook: {
    label: 'Webhook',
    addressLabel: 'Webhook address',
    addressHint: 'Gets a POST with JSON, signed as Standard Webhooks says.',
    defaultUrl: null,
    addressIsSecret: false,
    credential: 'made',
    credentialLabel: null,
    settings: [],
  },
  cloudevents: {
    label: 'CloudEvents',
    addressLabel: 'Address',
    addressHint: 'Gets CloudEvents 1.0 in structured mode.',
    defaultUrl: null,
    addressIsSecret: false,
    credential: 'optional',
    credentialLabel: 'Bearer token',
    settings: [],
  },
  alertmanager: {
    label: 'Alertmanager webhook',
    addressLabel: 'Address',
    addressHint: 'Gets what Alertmanager posts to its webhook receivers, version 4.',
    defaultUrl: null,
    addressIsSecret: false,
    credential: 'optional',
    credentialLabel: 'Bearer token',
    settings: ['severity'],
    opensIncidents: true,
  },
  pagerduty: {
    label: 'PagerDuty',
    addressLabel: 'Events address',
    addressHint: 'Events API v2. Accounts in the EU have https://events.eu.pagerduty.com/v2/enqueue.',
    defaultUrl: 'https://events.pagerduty.com/v2/enqueue',
    addressIsSecret: false,
    credential: 'required',
    credentialLabel: 'Integration key (routing key)',
    settings: ['severity'],
    opensIncidents: true,
  },
  opsgenie: {
    label: 'Opsgenie or Jira Service Management',
    addressLabel: 'API address',
    addressHint: 'The address before /v2/alerts; https://api.eu.opsgenie.com in the EU.',
    defaultUrl: 'https://api.opsgenie.com',
    addressIsSecret: false,
    credential: 'required',
    credentialLabel: 'API key',
    settings: ['severity'],
    opensIncidents: true,
  },
  slack: {
    ...chat,
    label: 'Slack',
    addressLabel: 'Incoming webhook address',
    addressHint: 'Slack > Your apps > Incoming Webhooks.',
  },
  teams: {
    ...chat,
    label: 'Microsoft Teams',
    addressLabel: 'Workflow address',
    addressHint: 'Teams > Workflows > Post to a channel when a webhook request is received.',
  },
  discord: {
    ...chat,
    label: 'Discord',
    addressLabel: 'Webhook address',
    addressHint: 'Discord > Channel settings > Integrations > Webhooks.',
  },
  mattermost: {
    ...chat,
    label: 'Mattermost',
    addressLabel: 'Incoming webhook address',
    addressHint: 'Mattermost > Integrations > Incoming Webhooks.',
  },
  'google-chat': {
    ...chat,
    label: 'Google Chat',
    addressLabel: 'Webhook address',
    addressHint: 'Google Chat > Apps & integrations > Webhooks.',
  },
  ntfy: {
    label: 'ntfy',
    addressLabel: 'Topic address',
    addressHint: 'Such as https://ntfy.sh/your-topic, or a server of your own.',
    defaultUrl: null,
    addressIsSecret: true,
    credential: 'optional',
    credentialLabel: 'Access token',
    settings: ['severity'],
  },
  email: {
    label: 'E-mail',
    addressLabel: 'Mail server',
    addressHint: 'smtps://mail.example.com, or smtp://mail.example.com:587 with STARTTLS.',
    defaultUrl: null,
    addressIsSecret: false,
    credential: 'optional',
    credentialLabel: 'Password',
    settings: ['from', 'to', 'user'],
  },
  template: {
    label: 'Template',
    addressLabel: 'Address',
    addressHint: 'Gets a body that you write.',
    defaultUrl: null,
    addressIsSecret: true,
    credential: 'optional',
    credentialLabel: 'Authorization header',
    settings: ['method', 'contentType', 'headers', 'body'],
  },
};
