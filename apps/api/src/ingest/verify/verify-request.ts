import type { FeedVerification } from '@turnaway/contracts';
import type { JWTVerifyGetKey } from 'jose';
import { verifyFusionAuth } from './fusionauth.js';
import { verifyKeycloak } from './keycloak.js';
import { verifyPubsub } from './pubsub.js';
import { verifyStandardWebhook } from './standard-webhooks.js';
import type { Signed, Verdict } from './verdict.js';
import { verifyZitadel } from './zitadel.js';

/** What a feed asks of its requests beside the key. */
export interface Verification {
  settings: FeedVerification;
  /** Empty for schemes that need none of ours. */
  secret: string;
}

/** Checks that a request comes from the sender that its feed knows. Rejects where that could not be found out. */
export async function verifyRequest(
  { settings, secret }: Verification,
  signed: Signed,
  keys: { google: JWTVerifyGetKey },
): Promise<Verdict> {
  switch (settings.scheme) {
    case 'standard-webhooks':
      return verifyStandardWebhook(secret, signed);
    case 'keycloak':
      return verifyKeycloak(secret, signed);
    case 'zitadel':
      return verifyZitadel(secret, signed);
    case 'fusionauth':
      return verifyFusionAuth(secret, signed);
    case 'pubsub':
      return verifyPubsub(settings, keys.google, signed);
  }
}
