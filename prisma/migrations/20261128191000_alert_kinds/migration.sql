-- Rules of many kinds: what a kind needs to know stands in its params. Those of before are the kind `threshold`.
alter table "alert_rules"
  add column "kind" text not null default 'threshold',
  add column "params" jsonb not null default '{}',
  -- How its alerts are told together, and how often again, the terms and defaults are Alertmanager's.
  add column "for_minutes" integer not null default 0,
  add column "keep_firing_minutes" integer not null default 0,
  add column "group_by" text not null default 'rule',
  add column "group_wait_seconds" integer not null default 0,
  add column "group_interval_seconds" integer not null default 300,
  add column "repeat_interval_minutes" integer not null default 240,
  -- Which of the rules of a fresh install it is.
  add column "default_key" text,
  add column "last_keys" integer not null default 0;
update "alert_rules" set "params" = jsonb_build_object(
  'measure', "measure",
  'windowMinutes', "window_minutes",
  'threshold', "threshold",
  'recoveryThreshold', "recovery_threshold",
  'minimumAttempts', "minimum_attempts");
-- Rules that were there were never told again, and are not now.
update "alert_rules" set "repeat_interval_minutes" = 0;
alter table "alert_rules"
  drop column "measure",
  drop column "window_minutes",
  drop column "threshold",
  drop column "recovery_threshold",
  drop column "minimum_attempts";

-- What is remembered of every key of a rule that is not quiet: an app, a person, an address, or all.
create table "alert_states" (
  "rule_id" uuid not null,
  "key" text not null,
  "status" text not null,
  "state" jsonb not null,
  constraint "alert_states_pkey" primary key ("rule_id", "key")
);
alter table "alert_states" add constraint "alert_states_rule_id_fkey"
  foreign key ("rule_id") references "alert_rules" ("id") on delete cascade on update cascade;
insert into "alert_states" ("rule_id", "key", "status", "state")
select "id", 'all', 'firing', jsonb_build_object('key', 'all', 'label', '', 'personal', false, 'status', 'firing',
    'level', 'alert', 'since', "state_since", 'firingSince', "state_since", 'wellSince', null,
    'value', "last_value", 'peakValue', "peak_value", 'acknowledged', false, 'mutedValue', null)
  from "alert_rules" where "state" = 'firing';
alter table "alert_rules" drop column "peak_value";

-- An alert is about one key of its rule. `about` says what a silence is held against.
alter table "alerts"
  add column "kind" text not null default 'threshold',
  add column "key" text not null default 'all',
  add column "label" text not null default '',
  add column "personal" boolean not null default false,
  add column "level" text not null default 'alert',
  add column "value_measure" text not null default '',
  add column "worse_when" text not null default 'higher',
  add column "usual" double precision,
  add column "because" text not null default '',
  add column "evidence" jsonb not null default '[]',
  add column "about" jsonb not null default '{}',
  add column "value" double precision,
  add column "warn_threshold" double precision,
  add column "recovery_threshold" double precision,
  add column "pending_since" timestamptz(3),
  -- Nobody is told of it until it is worse.
  add column "muted_at" timestamptz(3),
  add column "muted_by" text,
  add column "group_id" uuid,
  -- Which level of it has been told, and when it was told that it is over.
  add column "told_at" timestamptz(3),
  add column "told_level" text,
  add column "end_told_at" timestamptz(3),
  alter column "measure" drop not null;
update "alerts" set "value" = "peak_value";
-- What was not silenced was told when it began.
update "alerts" set "told_at" = "started_at", "told_level" = 'alert', "end_told_at" = "ended_at"
  where "silenced_by" is null;
create index "alerts_group_id_idx" on "alerts" ("group_id", "state");
create index "alerts_rule_id_key_idx" on "alerts" ("rule_id", "key", "started_at" desc);

-- Alerts of a rule that are told in one message to each channel.
create table "alert_groups" (
  "id" uuid not null,
  "workspace_id" text not null,
  "rule_id" uuid not null,
  "key" text not null,
  -- When there may be something to tell. Null: nothing fires.
  "due_at" timestamptz(3),
  "told_at" timestamptz(3),
  constraint "alert_groups_pkey" primary key ("id")
);
create unique index "alert_groups_rule_id_key_key" on "alert_groups" ("rule_id", "key");
create index "alert_groups_due_at_idx" on "alert_groups" ("due_at");
alter table "alert_groups" add constraint "alert_groups_rule_id_fkey"
  foreign key ("rule_id") references "alert_rules" ("id") on delete cascade on update cascade;

-- What happened to an alert, in its order.
create table "alert_changes" (
  "id" uuid not null,
  "alert_id" uuid not null,
  "at" timestamptz(3) not null,
  "what" text not null,
  "by" text,
  "note" text,
  constraint "alert_changes_pkey" primary key ("id")
);
create index "alert_changes_alert_id_at_idx" on "alert_changes" ("alert_id", "at");
alter table "alert_changes" add constraint "alert_changes_alert_id_fkey"
  foreign key ("alert_id") references "alerts" ("id") on delete cascade on update cascade;

-- A message may be about many alerts, and about one alert there may be many messages.
alter table "deliveries" add column "group_id" uuid;
drop index "deliveries_alert_id_channel_id_event_type_key";
create index "deliveries_alert_id_idx" on "deliveries" ("alert_id");
create index "deliveries_group_id_created_at_idx" on "deliveries" ("group_id", "created_at");

-- A look is at one key of a rule.
alter table "alert_evaluations"
  add column "key" text not null default 'all',
  add column "label" text not null default '',
  add column "personal" boolean not null default false,
  add column "level" text not null default 'ok',
  add column "warn_threshold" double precision,
  alter column "threshold" drop not null,
  alter column "recovery_threshold" drop not null,
  drop constraint "alert_evaluations_pkey",
  add constraint "alert_evaluations_pkey" primary key ("rule_id", "key", "at");
update "alert_evaluations" set "level" = 'alert' where "state" = 'firing';
create index "alert_evaluations_rule_id_at_idx" on "alert_evaluations" ("rule_id", "at" desc);

-- Rules that name no channel tell these.
alter table "channels" add column "is_default" boolean not null default false;

-- The rules that an install begins with are made once: one that is deleted does not come back.
alter table "workspaces" add column "default_rules_made_at" timestamptz(3);
