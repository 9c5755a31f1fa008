import { z } from 'zod';
import { type ChannelSettingName, channelKindNames } from './channel-kinds.js';

export const channelKindSchema = z.enum(channelKindNames);

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

/** What can be chosen beside address and credential; which of it a kind knows is in `channelKinds`. */
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
} satisfies Record<ChannelSettingName, z.ZodType>);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
