import type { Span } from '../../readings/range.js';
import type { Transaction } from '../with-locked-rule.js';

const hourMs = 3_600_000;

/**
 * Hours, by their start in milliseconds since 1970, in which a feed was quiet for so many minutes or brought events that
 * late, or in which records were rejected.
 */
export async function listHoursOfFeeds(
  transaction: Transaction,
  asked: { workspaceId: string; span: Span; of: { silentMinutes: number; lateMinutes: number } | 'rejects' },
): Promise<Map<number, number>> {
  const { workspaceId, span, of } = asked;
  const { rows } =
    of === 'rejects'
      ? await transaction.query<{ begin: Date; end: Date }>(
          `select distinct date_bin('1 hour', received_at, '2000-01-01Z') as begin, date_bin('1 hour', received_at, '2000-01-01Z') as end
           from batches where workspace_id = $1 and received_at >= $2 and received_at < $3 and rejected > 0`,
          [workspaceId, span.from, span.to],
        )
      : await transaction.query<{ begin: Date; end: Date }>(
          `with arrived as (
             select received_at, received_at - newest_event_at as lag,
               coalesce(lead(received_at) over (partition by feed_id order by received_at), $3::timestamptz) as next_at
             from batches where workspace_id = $1 and received_at >= $2 and received_at < $3 and accepted > 0
           )
           select received_at as begin, next_at as end from arrived
           where next_at - received_at >= make_interval(mins => $4) or lag >= make_interval(mins => $5)`,
          [workspaceId, span.from, span.to, of.silentMinutes, of.lateMinutes],
        );
  const hours = new Map<number, number>();
  for (const { begin, end } of rows) {
    for (let at = Math.floor(begin.getTime() / hourMs) * hourMs; at <= end.getTime(); at += hourMs)
      hours.set(at, 1);
  }
  return hours;
}
