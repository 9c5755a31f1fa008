import { z } from 'zod';

/**
 * How a feed's requests prove that they come from the sender they name, beside the ingest key. Its secret is told
 * once and never shown:
 * - `standard-webhooks`: Clerk, Svix and all who follow Standard Webhooks (`svix-signature`, `webhook-signature`)
 * - `keycloak`: the webhooks of Phase Two (`X-Keycloak-Signature`)
 * - `zitadel`: Actions v2 (`ZITADEL-Signature`)
 * - `fusionauth`: signed webhooks (`X-FusionAuth-Signature-JWT`)
 * - `pubsub`: Google Cloud Pub/Sub push with a service account's OIDC token; it needs no secret of ours
 */
export const feedVerificationSchema = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('standard-webhooks') }),
  z.object({ scheme: z.literal('keycloak') }),
  z.object({ scheme: z.literal('zitadel') }),
  z.object({ scheme: z.literal('fusionauth') }),
  z.object({
    scheme: z.literal('pubsub'),
    /** The audience that the push subscription puts into its tokens. */
    audience: z.string().trim().min(1).max(500),
    /** Anyone can have Google sign a token for any audience: this account's alone are good. */
    serviceAccount: z.email('expected the email of a service account'),
  }),
]);
export type FeedVerification = z.infer<typeof feedVerificationSchema>;
export type VerificationScheme = FeedVerification['scheme'];

const secret = z.string().trim().min(8, 'expected at least 8 characters').max(8_192);
const standardWebhooksSecret = secret.regex(
  /^(whsec_)?[A-Za-z0-9+/_-]{11,}={0,2}$/,
  'expected the signing secret of the endpoint: whsec_ and the base64 after it',
);

/** What a feed is given in order to verify: the scheme, and the secret that the sender signs with. */
export const feedVerificationInputSchema = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('standard-webhooks'), secret: standardWebhooksSecret }),
  z.object({ scheme: z.literal('keycloak'), secret }),
  z.object({ scheme: z.literal('zitadel'), secret }),
  /** An HMAC secret, or a public key as PEM where FusionAuth signs with a key pair. */
  z.object({ scheme: z.literal('fusionauth'), secret }),
  feedVerificationSchema.options[4],
]);
export type FeedVerificationInput = z.infer<typeof feedVerificationInputSchema>;
