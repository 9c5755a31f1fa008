import type { AllowList } from '@turnaway/contracts';
import { Prisma } from '../../generated/client.js';

/** `and …` over sign-ins `r`: neither from an address nor of an account that the rule allows. */
export function notAllowed({ addresses, accounts }: AllowList): Prisma.Sql {
  const byAddress =
    addresses.length === 0
      ? Prisma.empty
      : Prisma.sql`and (r.ip is null or not r.ip::inet <<= any(${addresses}::inet[]))`;
  const byAccount =
    accounts.length === 0
      ? Prisma.empty
      : Prisma.sql`and (r.user_key is null or lower(r.user_key) <> all(${accounts.map((name) => name.toLowerCase())}::text[]))`;
  return Prisma.sql`${byAddress} ${byAccount}`;
}

/** The network that an address is of: its /24, or its /64. */
export function networkOf(ip: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`network(set_masklen(${ip}::inet, case when ${ip} like '%:%' then 64 else 24 end))::text`;
}
