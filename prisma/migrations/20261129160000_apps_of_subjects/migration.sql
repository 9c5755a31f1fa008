-- How many apps a heavy address or person met (db/src/folds/fold-subjects.ts) stands beside its lists: these are made anew.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", "bucket_minutes", "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_keys"
where "dimension" = 'all-user' and ("error_code" like E'ip\n%' or "error_code" like E'user\n%')
on conflict do nothing;
