-- What happened to alerts, in the order in which it became visible: subscribers take up again where they left off.
-- A transaction's number orders events whose transactions overlap, which neither a clock nor a sequence can.
create table "alert_events" (
  "seq" bigint generated always as identity,
  "transaction" bigint not null default (pg_current_xact_id()::text::bigint),
  "workspace_id" text not null,
  "alert_id" uuid not null,
  "type" text not null,
  "at" timestamptz(3) not null default now(),
  constraint "alert_events_pkey" primary key ("seq"),
  constraint "alert_events_alert_id_fkey" foreign key ("alert_id") references "alerts" ("id")
    on delete cascade on update cascade
);
create index "alert_events_order_idx" on "alert_events" ("workspace_id", "transaction", "seq");
create index "alert_events_alert_idx" on "alert_events" ("alert_id");
create index "alert_events_age_idx" on "alert_events" ("at");

-- Whoever changes an alert cannot forget to say so. Alerts are few: a notice at their commit holds nobody up.
create function "note_alert_event"() returns trigger language plpgsql as $body$
begin
  if new.state in ('firing', 'resolved') and (tg_op = 'INSERT' or old.state is distinct from new.state) then
    insert into alert_events (workspace_id, alert_id, type) values (new.workspace_id, new.id, 'alert.' || new.state);
  end if;
  if new.acknowledged_at is not null and (tg_op = 'INSERT' or old.acknowledged_at is null) then
    insert into alert_events (workspace_id, alert_id, type) values (new.workspace_id, new.id, 'alert.acknowledged');
  end if;
  if tg_op = 'INSERT' or
    row(new.state, new.level, new.acknowledged_at, new.muted_at, new.silenced_by) is distinct from
    row(old.state, old.level, old.acknowledged_at, old.muted_at, old.silenced_by) then
    perform pg_notify('turnaway_live', json_build_object('workspaceId', new.workspace_id, 'topic', 'alerts')::text);
  end if;
  return null;
end
$body$;
create trigger "note_alert_event" after insert or update on "alerts"
  for each row execute function "note_alert_event"();
