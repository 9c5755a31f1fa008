import { z } from 'zod';

export const channelKindSchema = z.enum([
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
]);
export type ChannelKind = z.infer<typeof channelKindSchema>;

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
  settings: readonly (keyof ChannelSettings)[];
}

export const alertSeveritySchema = z.enum(['critical', 'error', 'warning', 'info']);
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;

const mailAddress = z.email('expected an e-mail address').max(254);
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'expected letters, digits and hyphens')
  .refine(
    (name) =>
      !/^(?:host|content-length|content-type|transfer-encoding|connection|cookie|te|trailer|upgrade|keep-alive|authorization|proxy-.*|webhook-.*)$/i.test(
        name,
      ),
    'expected a header that the delivery does not set by itself',
  );

/** What can be chosen beside address and credential; which of it a kind knows is in {@link channelKinds}. */
export const channelSettingsSchema = z.strictObject({
  /** How urgent its alerts are taken to be: PagerDuty's and Alertmanager's severity, Opsgenie's and ntfy's priority. */
  severity: alertSeveritySchema.optional(),
  from: mailAddress.optional(),
  to: z.array(mailAddress).min(1).max(20).optional(),
  /** Name to sign in to the mail server with. */
  user: z.string().min(1).max(254).optional(),
  method: z.enum(['POST', 'PUT', 'PATCH']).optional(),
  contentType: z.enum(['application/json', 'application/x-www-form-urlencoded', 'text/plain']).optional(),
  headers: z
    .record(
      headerName,
      z
        .string()
        .max(1_024)
        .regex(/^[\x20-\x7e]*$/, 'expected printable ASCII'),
    )
    .refine((headers) => Object.keys(headers).length <= 10, 'expected at most 10 headers')
    .optional(),
  /** A Mustache template of the body. */
  body: z.string().min(1).max(20_000).optional(),
});
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

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
