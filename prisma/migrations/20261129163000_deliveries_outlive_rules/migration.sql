-- What was sent stays in a channel's list when its rule is deleted, and what is still on its way arrives.
alter table "deliveries" drop constraint "deliveries_alert_id_fkey";
alter table "deliveries" add constraint "deliveries_alert_id_fkey"
  foreign key ("alert_id") references "alerts" ("id") on delete set null on update cascade;
