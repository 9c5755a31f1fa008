-- A channel that nothing comes through to is switched off, and another one is told.
alter table "channels"
  add column "failing_since" timestamptz(3),
  add column "failed_attempts" integer not null default 0,
  add column "stopped" jsonb,
  add column "fallback_channel_id" uuid;
alter table "channels" add constraint "channels_fallback_channel_id_fkey"
  foreign key ("fallback_channel_id") references "channels" ("id") on delete set null on update cascade;
