-- Who belongs to a workspace, and what each may do.
create table "workspace_members" (
  "workspace_id" text not null,
  "user_id" text not null,
  "role" text not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  constraint "workspace_members_pkey" primary key ("workspace_id", "user_id")
);
create index "workspace_members_user_id_idx" on "workspace_members" ("user_id");
alter table "workspace_members" add constraint "workspace_members_user_id_fkey"
  foreign key ("user_id") references "users" ("id") on delete cascade on update cascade;
alter table "workspace_members" add constraint "workspace_members_workspace_id_fkey"
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade on update cascade;

-- Until now everybody could do everything.
insert into "workspace_members" ("workspace_id", "user_id", "role")
select "workspaces"."id", "users"."id", 'owner' from "workspaces" cross join "users";

-- Links by which somebody becomes a member. Only the SHA-256 of what is in the link is kept.
create table "invitations" (
  "id" uuid not null,
  "workspace_id" text not null,
  "email" text not null,
  "role" text not null,
  "hash" bytea not null,
  "invited_by" text not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  "expires_at" timestamptz(3) not null,
  constraint "invitations_pkey" primary key ("id")
);
create unique index "invitations_hash_key" on "invitations" ("hash");
create unique index "invitations_workspace_id_email_key" on "invitations" ("workspace_id", "email");
create index "invitations_workspace_id_created_at_idx" on "invitations" ("workspace_id", "created_at");
alter table "invitations" add constraint "invitations_workspace_id_fkey"
  foreign key ("workspace_id") references "workspaces" ("id") on delete cascade on update cascade;

-- Tokens that are in use go on working. The one from the environment stands for whoever runs the install.
alter table "api_tokens" add column "role" text not null default 'admin';
update "api_tokens" set "role" = 'owner' where "name" = 'from TURNAWAY_API_TOKEN';
