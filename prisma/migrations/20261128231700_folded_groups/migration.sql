-- Events by error group (code and app), so that the list of groups is ranked from narrow rows. A group is known by a
-- hash of both (db/src/folds/group-hash.ts): comparing eight bytes costs a fraction of comparing two texts.
create table "folded_groups" (
  "workspace_id" text not null,
  "bucket_minutes" smallint not null,
  "bucket" timestamptz(0) not null,
  "group_hash" bigint not null,
  "events" integer not null,
  constraint "folded_groups_pkey" primary key ("workspace_id", "bucket_minutes", "bucket", "group_hash")
    include ("events")
);
create index "folded_groups_hash_idx"
  on "folded_groups" ("workspace_id", "group_hash", "bucket_minutes", "bucket") include ("events");

-- All that is summed up already gets its groups as it is summed up again, in small steps.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", "bucket_minutes", "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" where "bucket_minutes" in (15, 60)
on conflict do nothing;
