-- Events by error group of heavy addresses, people, countries and so on (db/src/folds/fold-subjects.ts), packed by
-- db/src/folds/pack-groups.ts: as rows of their own they would take six times the room.
create table "folded_subject_groups" (
  "workspace_id" text not null,
  "bucket_minutes" smallint not null,
  "bucket" timestamptz(0) not null,
  "subject" text not null,
  "groups" bytea not null,
  constraint "folded_subject_groups_pkey" primary key ("workspace_id", "subject", "bucket_minutes", "bucket")
);
create index "folded_subject_groups_time_idx" on "folded_subject_groups" ("workspace_id", "bucket_minutes", "bucket");

-- Countries, clients, devices and policies have lists now, too: what may have heavy ones is made anew.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select "workspace_id", "bucket_minutes", "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes"
where "bucket_minutes" in (60, 1440)
group by 1, 2, 3
having sum("events") >= 400
on conflict do nothing;
