-- How often and when a feed gets batches, and its own list of them, without reading every batch of the workspace.
create index "batches_feed_id_received_at_idx" on "batches" ("feed_id", "received_at" desc);
