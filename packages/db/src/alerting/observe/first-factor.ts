import type { AllowList } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';
import { fromSignIns, type Scope } from '../../readings/counted-events.js';
import { networkOf, notAllowed } from './allowed.js';
import type { CodesByRole } from './observer.js';

/** Codes that say that a first factor failed, or was not even looked at. */
export function firstFactorCodes(codes: CodesByRole): string[] {
  return [...codes.wrongCredential, ...codes.noSuchAccount, ...codes.lockedOut, ...codes.blockedAddress];
}

/**
 * Failures of first factors in a scope as rows (user_key, ip, network, client, country, error_code, at): what all kinds
 * of attacks on passwords are counted from. What the rule allows is left out.
 */
export function selectFirstFactors(scope: Scope, codes: CodesByRole, allow: AllowList): Prisma.Sql {
  return Prisma.sql`select r.user_key, r.ip, ${networkOf(Prisma.sql`r.ip`)} as network, r.client, r.country,
      r.error_code, r.bucket as at
    ${fromSignIns({ ...scope, codes: firstFactorCodes(codes) })} and r.user_key is not null ${notAllowed(allow)}`;
}
