-- An alert that another one tells of is recorded and not told.
alter table "alerts" add column "origin" jsonb, add column "inhibited_by" uuid;
create index "alerts_workspace_id_inhibited_by_idx" on "alerts" ("workspace_id", "inhibited_by");
-- What fires in a workspace, and what ended lately.
create index "alerts_workspace_id_ended_at_idx" on "alerts" ("workspace_id", "ended_at");
