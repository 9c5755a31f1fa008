-- Summaries of six hours lie between those of an hour and of a day, and quarters of an hour also know who was there:
-- both are made of what is there already, and until then it is read as it was counted.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", 360, date_bin('6 hours', "bucket", '2000-01-01Z'),
  '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" where "bucket_minutes" = 60
union
select distinct "workspace_id", 15, "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" where "bucket_minutes" = 15
on conflict do nothing;

-- Whom a code hits is read from the index alone, by whatever it is asked.
drop index "sign_ins_code_idx";
create index "sign_ins_code_idx" on "sign_ins" ("workspace_id", "error_code", "occurred_at")
  include ("app", "feed_id", "user_key", "ip", "country", "client");
