-- Whether a person was at the screen is asked for by filters: kept sign-ins and the counts by day know it too, in the
-- words of the counts by minute and by hour.
-- What sign-ins of before say is read from their events by the migration of devices and policies, in one go.
alter table "sign_ins" add column "interactive" text not null default 'unknown';

-- Days are made anew from the counts by hour, which are read until then.
truncate "rollup_days";
alter table "rollup_days" drop constraint "rollup_days_pkey";
alter table "rollup_days" add column "interactive" text not null;
alter table "rollup_days" add constraint "rollup_days_pkey"
  primary key ("workspace_id", "bucket", "error_code", "app", "feed_id", "interactive");
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", 1440, "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" where "bucket_minutes" = 1440
on conflict do nothing;
