-- What a workspace decided about a code against the catalog.
create table "code_overrides" (
  "workspace_id" text not null,
  "error_code" text not null,
  "outcome" text,
  "cause" text,
  "source" text,
  "actor" text,
  "hints" jsonb,
  "note" text not null,
  "author" text not null,
  "unknown_class" jsonb,
  "created_at" timestamptz(3) not null default current_timestamp,
  "updated_at" timestamptz(3) not null default current_timestamp,
  constraint "code_overrides_pkey" primary key ("workspace_id", "error_code")
);
