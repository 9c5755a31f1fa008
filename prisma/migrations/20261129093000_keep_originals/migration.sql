-- How long a workspace keeps records as they were sent, and how much of them.
alter table "workspaces"
  add column "original_hours" integer not null default 24,
  add column "original_mebibytes" integer not null default 1024;
