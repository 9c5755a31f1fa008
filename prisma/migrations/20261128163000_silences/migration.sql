-- Who has an alert in hand, and which silence keeps it quiet.
alter table "alerts"
  add column "acknowledged_at" timestamptz(3),
  add column "acknowledged_by" text,
  add column "silenced_by" uuid;

-- What every look at a rule saw and decided, and why nothing was sent.
create table "alert_evaluations" (
  "rule_id" uuid not null,
  "at" timestamptz(3) not null,
  "value" double precision,
  "threshold" double precision not null,
  "recovery_threshold" double precision not null,
  "state" text not null,
  "because" text not null,
  constraint "alert_evaluations_pkey" primary key ("rule_id", "at")
);
alter table "alert_evaluations" add constraint "alert_evaluations_rule_id_fkey"
  foreign key ("rule_id") references "alert_rules" ("id") on delete cascade on update cascade;

-- Which alerts are kept quiet, and when.
create table "silences" (
  "id" uuid not null,
  "workspace_id" text not null,
  "matchers" jsonb not null,
  "starts_at" timestamptz(3) not null,
  "ends_at" timestamptz(3) not null,
  "recurrence" jsonb,
  "comment" text not null,
  "author" text not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  constraint "silences_pkey" primary key ("id")
);
create index "silences_workspace_id_ends_at_idx" on "silences" ("workspace_id", "ends_at");
create index "silences_workspace_id_created_at_idx" on "silences" ("workspace_id", "created_at");
