import { z } from 'zod';
import { type ChannelKind, channelKinds } from './channel-kinds.js';
import { type ChannelSettings, channelKindSchema, channelSettingsSchema } from './channel-settings.js';
import { channelStopSchema } from './channel-stop.js';
import { pausedHostSchema } from './receiver-hosts.js';

/** Longest address accepted: workflow products make very long ones. */
export const webhookUrlLengthMax = 4_096;

const required: Readonly<Partial<Record<ChannelKind, readonly (keyof ChannelSettings)[]>>> = {
  email: ['from', 'to'],
  template: ['body'],
};

const address = z.string().trim().min(1).max(webhookUrlLengthMax);
const credential = z
  .string()
  .min(1)
  .max(4_096)
  .regex(/^[\x20-\x7e]+$/, 'expected printable ASCII');
const name = z.string().trim().min(1).max(80);

interface Complaint {
  path: (string | number)[];
  message: string;
}

/** What is wrong with a channel's parts for its kind; nothing if it can be made. */
export function faultsOfChannel(channel: {
  kind: ChannelKind;
  url: string | undefined;
  credential: boolean;
  settings: ChannelSettings;
}): Complaint[] {
  const { credential: wanted, settings: known, defaultUrl, credentialLabel } = channelKinds[channel.kind];
  const faults: Complaint[] = [];
  const url = channel.url ?? defaultUrl;
  const urlFault = url === null ? 'expected an address' : faultOfAddress(channel.kind, url);
  if (urlFault !== null) faults.push({ path: ['url'], message: urlFault });
  if (wanted === 'required' && !channel.credential) {
    faults.push({ path: ['credential'], message: `expected the ${credentialLabel}` });
  }
  if ((wanted === 'none' || wanted === 'made') && channel.credential) {
    faults.push({ path: ['credential'], message: 'expected none for this kind of channel' });
  }
  for (const setting of Object.keys(channel.settings)) {
    if (!known.some((name) => name === setting)) {
      faults.push({ path: ['settings', setting], message: 'expected none for this kind of channel' });
    }
  }
  for (const setting of required[channel.kind] ?? []) {
    if (channel.settings[setting] === undefined) {
      faults.push({ path: ['settings', setting], message: 'expected a value for this kind of channel' });
    }
  }
  return faults;
}

function faultOfAddress(kind: ChannelKind, text: string): string | null {
  const isMail = kind === 'email';
  const expected = isMail ? 'expected an smtp or smtps address' : 'expected an http or https address';
  if (!URL.canParse(text)) return expected;
  const url = new URL(text);
  if (!(isMail ? ['smtp:', 'smtps:'] : ['http:', 'https:']).includes(url.protocol) || url.hostname === '') {
    return expected;
  }
  if (url.username !== '' || url.password !== '') {
    return 'expected an address without a user name or password in it';
  }
  return kind === 'ntfy' && url.pathname.split('/').filter(Boolean).length === 0
    ? 'expected an address that ends with the topic'
    : null;
}

/** Where alerts go. A signing secret that Turnaway makes is shown once; what is given is never shown again. */
export const channelInputSchema = z
  .object({
    name,
    kind: channelKindSchema.default('webhook'),
    url: address.optional(),
    credential: credential.optional(),
    settings: channelSettingsSchema.default({}),
    personalData: z.boolean().default(false),
    fallbackChannelId: z.uuid().nullable().default(null),
  })
  .superRefine((input, context) => {
    for (const fault of faultsOfChannel({
      ...input,
      credential: input.credential !== undefined,
      url: input.url,
    })) {
      context.addIssue({ code: 'custom', ...fault });
    }
  });
export type ChannelInput = z.output<typeof channelInputSchema>;

/** What is left out stays; the kind of a channel cannot be changed. */
export const channelPatchSchema = z
  .object({
    name,
    url: address,
    credential,
    settings: channelSettingsSchema,
    enabled: z.boolean(),
    isDefault: z.boolean(),
    personalData: z.boolean(),
    fallbackChannelId: z.uuid().nullable(),
  })
  .partial();

export const channelSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: channelKindSchema,
  /** Where the address is a secret, its host alone. */
  url: z.string(),
  settings: channelSettingsSchema,
  enabled: z.boolean(),
  /** It is told of alerts whose rules name no channel, as those that an install begins with. The first channel is. */
  isDefault: z.boolean(),
  /** Whether names of people and addresses are told there. */
  personalData: z.boolean(),
  createdAt: z.string(),
  lastDeliveryAt: z.string().nullable(),
  lastDeliveryStatus: z.enum(['pending', 'delivered', 'failed']).nullable(),
  /** Until when messages carry the signature of the secret before, too; `null` when there is none. */
  previousSecretUntil: z.string().nullable(),
  /** Its host has not taken the last messages: more of them wait until it does. `null` if nothing waits. */
  pausedHost: pausedHostSchema.nullable(),
  /** It was switched off because nothing came through; `null` if it is on, or somebody switched it off. */
  stopped: channelStopSchema.nullable(),
  /** The channel that is told when this one is switched off so; `null`: the other default channels are. */
  fallbackChannelId: z.string().nullable(),
  /**
   * Groups of alerts of which the latest message did not come through: while the channel was off, or in all attempts.
   * `endings` are those of them that it was told fire, and that are over: they are sent when it is switched on.
   */
  missed: z.object({ messages: z.int(), endings: z.int() }),
});
export type Channel = z.infer<typeof channelSchema>;
/** `secret` is the signing secret that was made for it; `null` for kinds that are not signed. */
export const newChannelSchema = channelSchema.extend({ secret: z.string().nullable() });
export type NewChannel = z.infer<typeof newChannelSchema>;

/** How many messages that a channel missed are being sent. */
export const sentMissedSchema = z.object({ sent: z.int() });
export type SentMissed = z.infer<typeof sentMissedSchema>;

/** Shows a message as a channel would send it. */
export const channelPreviewInputSchema = z.object({
  kind: channelKindSchema,
  settings: channelSettingsSchema.default({}),
});
export const channelPreviewSchema = z.object({
  /** Each of them: an alert that fires, the same when it is over. */
  messages: z.array(
    z.object({ type: z.string(), contentType: z.string(), body: z.string(), fault: z.string().nullable() }),
  ),
});
export type ChannelPreview = z.infer<typeof channelPreviewSchema>;
