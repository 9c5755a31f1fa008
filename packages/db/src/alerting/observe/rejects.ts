import { dayMs, minuteMs } from '../../readings/range.js';
import type { Observer } from './observer.js';

const usualDays = 7;

/** A feed's records in the window, and how many of them could not be read; what is usual only where some could not. */
export const observeRejects: Observer<'rejects'> = async (transaction, { rule, params, now }) => {
  const from = new Date(now.getTime() - params.windowMinutes * minuteMs);
  const { rows } = await transaction.query<{
    feed_id: string;
    name: string;
    records: number;
    rejected: number;
    reasons: { reason: string; records: number }[];
    usual_records: number;
    usual_rejected: number;
  }>(
    `with counted as (
       select b.feed_id, f.name, sum(b.records)::float8 as records, sum(b.rejected)::float8 as rejected,
         array_agg(b.id) filter (where b.rejected > 0) as batch_ids
       from feeds f join batches b on b.feed_id = f.id
       where f.workspace_id = $1 and ($4::text[] is null or f.id::text = any($4))
         and b.received_at > $2 and b.received_at <= $3
       group by 1, 2
     )
     select counted.feed_id, name, counted.records, counted.rejected, usual.records as usual_records, usual.rejected as usual_rejected,
       coalesce((
         select json_agg(top) from (
           select reason, count(*)::int as records from rejects where batch_id = any(counted.batch_ids)
           group by reason order by 2 desc, 1 limit 5
         ) top), '[]') as reasons
     from counted, lateral (
       select coalesce(sum(b.records), 0)::float8 as records, coalesce(sum(b.rejected), 0)::float8 as rejected
       from batches b where counted.rejected >= $6 and b.feed_id = counted.feed_id
         and b.received_at > $5 and b.received_at <= $2
     ) usual
     order by counted.rejected desc, name`,
    [
      rule.workspaceId,
      from,
      now,
      rule.filter.feed ?? null,
      new Date(from.getTime() - usualDays * dayMs),
      params.minimumRejects,
    ],
  );
  return rows.map((row) => ({
    feedId: row.feed_id,
    name: row.name,
    records: row.records,
    rejected: row.rejected,
    reasons: row.reasons,
    usualRecords: row.usual_records,
    usualRejected: row.usual_rejected,
  }));
};
