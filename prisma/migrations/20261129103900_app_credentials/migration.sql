-- Until when the secrets and certificates of apps hold, as far as records that are no sign-ins say it.
create table "app_credentials" (
  "workspace_id" text not null references "workspaces" ("id") on delete cascade on update cascade,
  "system" text not null,
  "id" text not null,
  "app" text not null,
  "app_id" text,
  "name" text,
  "feed_id" uuid not null,
  "expires_at" timestamptz(3),
  "said_at" timestamptz(3) not null,
  constraint "app_credentials_pkey" primary key ("workspace_id", "system", "id")
);
create index "app_credentials_expires_idx" on "app_credentials" ("workspace_id", "expires_at");
