-- Whether anybody ever got in from an address is asked of every attack, for many addresses at once.
create index "successes_address_idx" on "successes" ("workspace_id", "ip", "occurred_at") include ("user_key")
  where "ip" is not null;
