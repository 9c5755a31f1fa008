import { randomUUID } from 'node:crypto';
import { type CodeClass, formatErrorCode } from '@turnaway/contracts';
import type pg from 'pg';

/**
 * Writes classes as the catalog has them, with the workspace's overrides on top, into the table that readings join
 * with. A row that holds the same already is left alone. Where an outcome turns, the hours that have the code are
 * summed up anew: until then they are read as they were counted.
 */
export async function writeCodeClasses(
  client: pg.Pool | pg.ClientBase,
  workspaceId: string,
  classes: readonly CodeClass[],
): Promise<void> {
  const sorted = classes
    .map((codeClass) => ({ errorCode: formatErrorCode(codeClass), codeClass }))
    .sort((a, b) => (a.errorCode < b.errorCode ? -1 : 1));
  const column = <Value>(of: (item: CodeClass) => Value) => sorted.map(({ codeClass }) => of(codeClass));
  await client.query(
    `with decided as (
       select e.error_code, e.system, e.code, e.variant, e.title, e.known or o.error_code is not null as known,
         coalesce(o.outcome, e.outcome) as outcome, coalesce(o.cause, e.cause, 'unclassified') as cause,
         coalesce(o.source, e.source) as source, coalesce(o.actor, e.actor) as actor
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[])
         as e (error_code, system, code, variant, known, title, outcome, cause, source, actor)
       left join code_overrides o on o.workspace_id = $1 and o.error_code = e.error_code
     ), turned as (
       select d.error_code from decided d
       join code_classes c on c.workspace_id = $1 and c.error_code = d.error_code and c.outcome <> d.outcome
     ), marked as (
       insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
       select distinct $1::text, bucket_minutes, bucket, $12::uuid from folded_codes
       where workspace_id = $1 and bucket_minutes in (15, 60) and error_code in (select error_code from turned)
       on conflict do nothing
     )
     insert into code_classes
       (workspace_id, error_code, system, code, variant, known, title, outcome, cause, source, actor)
     select $1, error_code, system, code, variant, known, title, outcome,
       case when outcome in ('success', 'other') then null else cause end, source, actor
     from decided order by error_code
     on conflict (workspace_id, error_code) do update set
       known = excluded.known, title = excluded.title, outcome = excluded.outcome, cause = excluded.cause,
       source = excluded.source, actor = excluded.actor
     where (code_classes.known, code_classes.title, code_classes.outcome, code_classes.cause,
            code_classes.source, code_classes.actor)
       is distinct from
           (excluded.known, excluded.title, excluded.outcome, excluded.cause, excluded.source, excluded.actor)`,
    [
      workspaceId,
      sorted.map(({ errorCode }) => errorCode),
      column((item) => item.system),
      column((item) => item.code),
      column((item) => item.variant),
      column((item) => item.known),
      column((item) => item.title),
      column((item) => item.outcome),
      column((item) => item.cause),
      column((item) => item.source),
      column((item) => item.actor),
      randomUUID(),
    ],
  );
}
