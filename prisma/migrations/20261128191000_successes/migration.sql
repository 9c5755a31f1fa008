-- Sign-ins that passed, kept for some days (docs/adr/successes.md): only who, where and when, so that a prompt can be
-- told as passed and an attack as succeeded. Partitioned by day of the event like sign_ins, with neither foreign key
-- nor sequence.
create table "successes" (
  "event_key" uuid not null,
  "occurred_at" timestamptz(3) not null,
  "workspace_id" text not null,
  "feed_id" uuid not null,
  "error_code" text not null,
  "app" text not null,
  "user_key" text not null,
  "ip" text,
  "country" text,
  "client" text,
  "correlation_id" text,
  constraint "successes_pkey" primary key ("event_key", "occurred_at")
) partition by range ("occurred_at");

create index "successes_user_idx" on "successes" ("workspace_id", "user_key", "occurred_at");
create index "successes_correlation_idx" on "successes" ("workspace_id", "correlation_id")
  where "correlation_id" is not null;
-- Events come nearly in the order of their times: for what reads the last minutes this does, and it costs nothing to
-- write.
create index "successes_time_idx" on "successes" using brin ("occurred_at") with (pages_per_range = 32, autosummarize = on);

alter table "workspaces" add column "success_days" integer not null default 3;
