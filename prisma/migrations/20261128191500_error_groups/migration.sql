-- Error groups: one error code in one app, which people triage. No foreign keys and no sequences, so that they can be
-- spread like the tables that they come from. A group is there for all that is kept, whether or not its code counts as
-- a failure today: outcome, cause and source are joined when read.
create table "error_groups" (
  "workspace_id" text not null,
  "error_code" text not null,
  "app" text not null,
  "state" text not null,
  "state_since" timestamptz(3) not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  "first_seen_at" timestamptz(3) not null,
  "last_seen_at" timestamptz(3) not null,
  -- Counted since the group is there, so that "so many more" is a difference.
  "events" bigint not null default 0,
  -- How many events of it a busy hour has, and when that was looked up.
  "usual_hour" double precision,
  "usual_at" timestamptz(3),
  -- Who resolved or ignored it, and when: later events of a resolved group make it regress.
  "decided_at" timestamptz(3),
  "decided_by" text,
  -- Of an ignored group: until events, people, time or for-good, how many more, until which time, and how many events
  -- it had by then.
  "ignore_until" text,
  "ignore_count" integer,
  "ignore_time" timestamptz(3),
  "ignore_events" bigint,
  "assignee_id" text,
  constraint "error_groups_pkey" primary key ("workspace_id", "error_code", "app")
);
create index "error_groups_state_idx" on "error_groups" ("workspace_id", "state", "state_since");
create index "error_groups_assignee_idx" on "error_groups" ("workspace_id", "assignee_id") where "assignee_id" is not null;
create index "error_groups_last_seen_idx" on "error_groups" ("workspace_id", "last_seen_at");

-- What became of a group, and what people said about it. "by" is null for what happened by itself.
create table "error_group_history" (
  "workspace_id" text not null,
  "error_code" text not null,
  "app" text not null,
  "at" timestamptz(3) not null,
  "id" uuid not null,
  "what" text not null,
  "by" text,
  "from" text,
  "to" text,
  "text" text,
  constraint "error_group_history_pkey" primary key ("workspace_id", "error_code", "app", "at", "id")
);
create index "error_group_history_at_idx" on "error_group_history" ("workspace_id", "at");

-- What batches have seen of groups and is not added to them yet: a row for each batch, so that no two wait for each
-- other. The arrays belong together.
create table "error_group_sightings" (
  "workspace_id" text not null,
  "mark" uuid not null,
  "error_codes" text[] not null,
  "apps" text[] not null,
  "first_seen_at" timestamptz(3)[] not null,
  "last_seen_at" timestamptz(3)[] not null,
  "events" integer[] not null,
  constraint "error_group_sightings_pkey" primary key ("workspace_id", "mark")
);

-- What is counted already has been going on.
insert into "error_groups" ("workspace_id", "error_code", "app", "state", "state_since", "first_seen_at", "last_seen_at", "events")
select r."workspace_id", r."error_code", r."app", 'ongoing', current_timestamp, min(r."bucket"), max(r."bucket"), sum(r."events")
from "rollup_hours" r
join "code_classes" c on c."workspace_id" = r."workspace_id" and c."error_code" = r."error_code"
where c."outcome" not in ('success', 'other')
group by 1, 2, 3;
