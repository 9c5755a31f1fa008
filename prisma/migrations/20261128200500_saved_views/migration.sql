-- A page with its filters and time, under a name.
create table "saved_views" (
  "id" uuid not null,
  "workspace_id" text not null,
  "name" text not null,
  "path" text not null,
  "query" jsonb not null,
  "shared" boolean not null,
  "author" text not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  "updated_at" timestamptz(3) not null default current_timestamp,
  constraint "saved_views_pkey" primary key ("id")
);
create index "saved_views_workspace_id_created_at_idx" on "saved_views" ("workspace_id", "created_at");

-- What happened around the sign-ins, such as a deploy: drawn on the trend.
create table "marks" (
  "id" uuid not null,
  "workspace_id" text not null,
  "at" timestamptz(3) not null,
  "text" text not null,
  "url" text,
  "app" text,
  "author" text not null,
  "created_at" timestamptz(3) not null default current_timestamp,
  constraint "marks_pkey" primary key ("id")
);
create index "marks_workspace_id_at_idx" on "marks" ("workspace_id", "at" desc, "id");
