-- Events by feed and code: rollups have them by app, too, which is a hundred times as many rows.
create table "folded_feeds" (
  "workspace_id" text not null,
  "bucket_minutes" smallint not null,
  "bucket" timestamptz(0) not null,
  "feed_id" uuid not null,
  "error_code" text not null,
  "events" integer not null,
  constraint "folded_feeds_pkey" primary key ("workspace_id", "bucket_minutes", "bucket", "feed_id", "error_code")
);

-- Lists of heavy codes, apps, addresses and people (db/src/folds/fold-subjects.ts) stand in folded_keys beside the others.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", "bucket_minutes", "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes"
on conflict do nothing;
