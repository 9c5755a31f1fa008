-- Channels of other kinds than webhooks: what is chosen for them, addresses that are secrets, a credential that may
-- be missing. A signing secret stays good for a while after a new one was made.
alter table "channels"
  add column "url_encrypted" bytea,
  add column "previous_secret_encrypted" bytea,
  add column "previous_secret_until" timestamptz(3),
  add column "settings" jsonb not null default '{}',
  alter column "secret_encrypted" drop not null;
