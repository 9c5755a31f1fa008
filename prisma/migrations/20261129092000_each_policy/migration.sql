-- Where several policies refused a sign-in, each counts for itself: the column holds a line for each.
-- Kept sign-ins of before have them in a row, which is all that is known of them.
with "parted" as (
  update "sign_ins" set "policy" = replace("policy", ' + ', chr(10))
  where strpos("policy", ' + ') > 0
  returning "workspace_id", "occurred_at"
)
-- Lists of the most frequent know each of them once they are made anew.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "folded_codes"."workspace_id", "folded_codes"."bucket_minutes", "folded_codes"."bucket",
  '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" join "parted" on "parted"."workspace_id" = "folded_codes"."workspace_id"
  and "parted"."occurred_at" >= "folded_codes"."bucket"
  and "parted"."occurred_at" < "folded_codes"."bucket" + make_interval(mins => "folded_codes"."bucket_minutes")
on conflict do nothing;
