-- Attempts by code and hour, over all apps and feeds: what is asked most often is read from a fortieth of the rows.
create table "rollup_attempt_codes" (
  "workspace_id" text not null,
  "bucket" timestamptz(0) not null,
  "error_code" text not null,
  "succeeded" integer not null,
  "failed" integer not null,
  "abandoned" integer not null,
  constraint "rollup_attempt_codes_pkey" primary key ("workspace_id", "bucket", "error_code")
    include ("succeeded", "failed", "abandoned")
);

insert into "rollup_attempt_codes" ("workspace_id", "bucket", "error_code", "succeeded", "failed", "abandoned")
select "workspace_id", "bucket", "error_code", sum("succeeded"), sum("failed"), sum("abandoned")
from "rollup_attempts" group by 1, 2, 3;
