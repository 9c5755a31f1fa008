-- When each bucket was summed up last. What a bucket's summaries hold stays as it is until it is summed up anew, so an
-- API process keeps them in memory for as long as this time is the same (db/src/kept/).
create table "folded_buckets" (
  "workspace_id" text not null,
  "bucket_minutes" smallint not null,
  "bucket" timestamptz(0) not null,
  "folded_at" timestamptz(6) not null,
  "has_people" boolean not null default true,
  constraint "folded_buckets_pkey" primary key ("workspace_id", "bucket_minutes", "bucket") include ("folded_at")
);

insert into "folded_buckets" ("workspace_id", "bucket_minutes", "bucket", "folded_at")
select distinct "workspace_id", "bucket_minutes", "bucket", now() from "folded_codes";
