-- The last message of a channel, its list, and what did not come through to it are asked for by channel.
create index "deliveries_channel_id_created_at_idx" on "deliveries" ("channel_id", "created_at" desc);
create index "deliveries_channel_id_status_idx" on "deliveries" ("channel_id", "status");
