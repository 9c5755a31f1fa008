import type { SignInFilter } from '@turnaway/contracts';
import { hasPolicy } from '../batches/policy-text.js';
import { Prisma } from '../generated/client.js';

/**
 * Does the filter name what only sign-ins know (user, address, country, client, device, policy)? Then
 * counts come from sign-ins, and
 * there are no successes among them.
 */
export function asksSignIns(filter: SignInFilter): boolean {
  const { user, ip, country, client, device, policy } = filter;
  return [user, ip, country, client, device, policy].some((values) => values !== undefined);
}

/** Whether a filter can match no success, so that a share of successes would say nothing. */
export function leavesOutSuccesses(filter: SignInFilter): boolean {
  const { code, cause, source, outcome } = filter;
  return asksSignIns(filter) || [code, cause, source, outcome].some((values) => values !== undefined);
}

/** Does the filter ask for certain codes, by name or by what they mean? */
export function namesCodes({ system, code, cause, source }: SignInFilter): boolean {
  return [system, code, cause, source].some((values) => values !== undefined);
}

/**
 * A filter over counts, as one SQL condition on `r` (error_code, app, feed_id, interactive, as rollups and
 * sign-ins have them) joined to `c` (code_classes). Leaves out what {@link asksSignIns} is about.
 */
export function filterRollups(filter: SignInFilter): Prisma.Sql {
  return allOf(rollupConditions(filter));
}

/** A whole filter over sign-ins, as one SQL condition on `r` (sign_ins) joined to `c` (code_classes). */
export function filterSignIns(filter: SignInFilter): Prisma.Sql {
  const conditions = rollupConditions(filter);
  if (filter.user) {
    // A key is a user name in lower case or, without one, an id as it was logged.
    const keys = [...filter.user, ...filter.user.map((user) => user.toLowerCase())];
    conditions.push(Prisma.sql`r.user_key = any(${keys}::text[])`);
  }
  if (filter.ip) conditions.push(Prisma.sql`r.ip = any(${filter.ip}::text[])`);
  if (filter.country) conditions.push(Prisma.sql`r.country = any(${filter.country}::text[])`);
  if (filter.device) conditions.push(Prisma.sql`r.device = any(${filter.device}::text[])`);
  if (filter.policy) conditions.push(hasPolicy(Prisma.sql`r.policy`, Prisma.sql`${filter.policy}::text[]`));
  if (filter.client) conditions.push(Prisma.sql`r.client = any(${filter.client}::text[])`);
  return allOf(conditions);
}

function rollupConditions(filter: SignInFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (filter.system) conditions.push(Prisma.sql`c.system = any(${filter.system}::text[])`);
  if (filter.code) conditions.push(filterCodes(filter.code));
  if (filter.cause) conditions.push(Prisma.sql`c.cause = any(${filter.cause}::text[])`);
  if (filter.source) conditions.push(Prisma.sql`c.source = any(${filter.source}::text[])`);
  if (filter.outcome) conditions.push(Prisma.sql`c.outcome = any(${filter.outcome}::text[])`);
  if (filter.app) conditions.push(Prisma.sql`r.app = any(${filter.app}::text[])`);
  if (filter.feed) conditions.push(Prisma.sql`r.feed_id::text = any(${filter.feed}::text[])`);
  if (filter.interactive) conditions.push(Prisma.sql`r.interactive = any(${filter.interactive}::text[])`);
  return conditions;
}

/** `50126` and `entra/50126` mean all variants of a code; `entra/50053#malicious-ip` means that variant. */
function filterCodes(codes: string[]): Prisma.Sql {
  return Prisma.sql`(c.code = any(${codes}::text[]) or c.system || '/' || c.code = any(${codes}::text[])
    or c.error_code = any(${codes}::text[]))`;
}

function allOf(conditions: Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' and ');
}
