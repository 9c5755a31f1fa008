-- How people and addresses are shown, by role: what is not named here is as the contract has it.
alter table "workspaces" add column "privacy" jsonb not null default '{}';

-- Who looked at who is behind a pseudonym. It holds the pseudonym, never what is behind it.
create table "reveals" (
  "id" uuid not null,
  "workspace_id" text not null,
  "who" text not null,
  "kind" text not null,
  "pseudonym" text not null,
  "reason" text,
  "created_at" timestamptz(3) not null default current_timestamp,
  constraint "reveals_pkey" primary key ("id")
);
create index "reveals_workspace_id_created_at_idx" on "reveals" ("workspace_id", "created_at" desc, "id");
