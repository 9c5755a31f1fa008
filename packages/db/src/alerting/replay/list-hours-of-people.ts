import { Prisma } from '../../generated/client.js';
import type { Span } from '../../readings/range.js';
import type { Transaction } from '../with-locked-rule.js';

/** Hours, by their start in milliseconds since 1970, in which one person alone had at least so many events of some codes. */
export async function listHoursOfPeople(
  transaction: Transaction,
  asked: { workspaceId: string; span: Span; codes: readonly string[]; least: number },
): Promise<Map<number, number>> {
  const { workspaceId, span, codes, least } = asked;
  const { rows } = await transaction.query<{ hour: Date; events: number }>(
    Prisma.sql`select hour, max(events)::int as events from (
        select date_bin('1 hour', occurred_at, '2000-01-01Z') as hour, count(*) as events from sign_ins
        where workspace_id = ${workspaceId} and occurred_at >= ${span.from} and occurred_at < ${span.to}
          and error_code = any(${[...codes]}::text[]) and user_key is not null
        group by 1, user_key having count(*) >= ${least}
      ) people group by 1`,
  );
  return new Map(rows.map(({ hour, events }) => [hour.getTime(), events]));
}
