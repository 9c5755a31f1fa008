-- Hosts that messages go to, whichever workspace sends them: how many are under way, and whether it is down.
create table "receiver_hosts" (
  "host" text primary key,
  "state" jsonb not null,
  "updated_at" timestamptz(3) not null
);
create index "receiver_hosts_updated_at_idx" on "receiver_hosts" ("updated_at");

-- When a delivery may begin at its host, and since when it waits for one that is down.
alter table "deliveries"
  add column "slot_at" timestamptz(3),
  add column "held_since" timestamptz(3);
