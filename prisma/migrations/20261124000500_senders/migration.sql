-- The zone of a feed's local times, and how its requests prove where they come from.
alter table "feeds"
  add column "time_zone" text not null default 'UTC',
  add column "verification" jsonb,
  add column "verification_secret_encrypted" bytea;

-- How a batch's bytes are to be read, and how fresh its events are.
alter table "batches"
  add column "wire_format" text not null default 'text',
  add column "newest_event_at" timestamptz(3);

-- The last requests of senders, for the wire doctor.
create table "ingest_requests" (
  "id" uuid not null,
  "workspace_id" text not null,
  "feed_id" uuid,
  "at" timestamptz(3) not null,
  "method" text not null,
  "path" text not null,
  "dialect" text not null,
  "user_agent" text,
  "content_type" text,
  "content_encoding" text,
  "bytes" integer not null,
  "status" integer not null,
  "key_preview" text,
  "batch_id" uuid,
  "notes" jsonb not null default '[]',
  constraint "ingest_requests_pkey" primary key ("id")
);

create index "ingest_requests_workspace_id_feed_id_at_id_idx" on "ingest_requests" ("workspace_id", "feed_id", "at" desc, "id");
