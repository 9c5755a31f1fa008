-- Events are told from their twins by event_ids, in the transaction that keeps a success. Its own unique key was looked
-- up by nothing and cost as much to write as an index that is.
alter table "successes" drop constraint "successes_pkey";
