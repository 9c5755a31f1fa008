-- What people are given to search by is a correlation id, and an attempt's events are found by it.
create index "sign_ins_correlation_idx" on "sign_ins" ("workspace_id", "correlation_id", "occurred_at")
  where "correlation_id" is not null;

-- Attempts in which a prompt was shown, once the time to answer it was over (docs/adr/attempts.md). Partitioned by day
-- of their start, and made anew for a quarter of an hour whenever events of that time come later.
create table "attempts" (
  -- The key of its first event.
  "attempt_key" uuid not null,
  "started_at" timestamptz(3) not null,
  "ended_at" timestamptz(3) not null,
  "workspace_id" text not null,
  "outcome" text not null,
  "steps" integer not null,
  "answered_after_ms" integer,
  -- The rest is of the last prompt, which is the sign-in that shows the whole story.
  "sign_in_key" uuid not null,
  "error_code" text not null,
  "app" text not null,
  "feed_id" uuid not null,
  "user_key" text,
  "ip" text,
  "country" text,
  "client" text,
  constraint "attempts_pkey" primary key ("attempt_key", "started_at")
) partition by range ("started_at");

create index "attempts_time_idx" on "attempts" ("workspace_id", "started_at" desc, "attempt_key")
  include ("error_code", "app", "feed_id", "outcome");
create index "attempts_code_idx" on "attempts" ("workspace_id", "error_code", "started_at")
  include ("outcome", "answered_after_ms");
create index "attempts_user_idx" on "attempts" ("workspace_id", "user_key", "started_at");

-- The same by hour of their start.
create table "rollup_attempts" (
  "workspace_id" text not null,
  "bucket" timestamptz(0) not null,
  "error_code" text not null,
  "app" text not null,
  "feed_id" uuid not null,
  "succeeded" integer not null,
  "failed" integer not null,
  "abandoned" integer not null,
  constraint "rollup_attempts_pkey" primary key ("workspace_id", "bucket", "error_code", "app", "feed_id")
);

-- The quarters of an hour that attempts are to be made of, marked by every batch as unfolded_buckets are.
create table "unsettled_quarters" (
  "workspace_id" text not null,
  "bucket" timestamptz(0) not null,
  "mark" uuid not null,
  "marked_at" timestamptz(3) not null default current_timestamp,
  constraint "unsettled_quarters_pkey" primary key ("workspace_id", "bucket", "mark")
);

insert into "unsettled_quarters" ("workspace_id", "bucket", "mark")
select distinct "workspace_id", date_bin('15 minutes', "bucket", '2000-01-01Z'),
  '00000000-0000-0000-0000-000000000000'::uuid
from "rollup_minutes" where "bucket" > now() - interval '3 days';
