import type { VerificationScheme } from '@turnaway/contracts/feed-verification';

/** The ways that requests prove where they come from, as people call them. */
export const verificationLabels: Readonly<Record<VerificationScheme, string>> = {
  'standard-webhooks': 'Standard Webhooks (Clerk, Svix)',
  keycloak: 'Keycloak (X-Keycloak-Signature)',
  zitadel: 'ZITADEL (ZITADEL-Signature)',
  fusionauth: 'FusionAuth (signed events)',
  pubsub: 'Google Pub/Sub (OIDC token)',
};

/** What the sender calls the secret that goes into the settings; Pub/Sub has none of ours. */
export const secretHelp: Readonly<Record<VerificationScheme, string | null>> = {
  'standard-webhooks': 'The signing secret of the endpoint, such as whsec_…',
  keycloak: 'The sharedSecret of the event listener',
  zitadel: 'The signing key of the target',
  fusionauth: 'The HMAC secret, or the public key as PEM where events are signed with a key pair',
  pubsub: null,
};
