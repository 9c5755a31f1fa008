-- Counts the changes to what is kept of error groups in memory (db/src/kept/read-known-groups.ts): which there are, how they stand,
-- who looks after them, since when they are known. A row of its own for each workspace, written last by whoever changes groups, in the
-- same transaction: asking all groups whether one of them changed took 5 to 9 ms.
create table "error_group_versions" (
  "workspace_id" text not null,
  "version" bigint not null,
  constraint "error_group_versions_pkey" primary key ("workspace_id")
);

create function "note_error_groups_come_or_gone"() returns trigger language plpgsql as $body$
begin
  insert into "error_group_versions" as v ("workspace_id", "version")
  select distinct "workspace_id", 1 from changed order by 1
  on conflict ("workspace_id") do update set "version" = v."version" + 1;
  return null;
end
$body$;

create function "note_error_groups_changed"() returns trigger language plpgsql as $body$
begin
  insert into "error_group_versions" as v ("workspace_id", "version")
  select distinct a."workspace_id", 1
  from after_change a join before_change b using ("workspace_id", "error_code", "app")
  where (a."state", a."assignee_id", a."first_seen_at") is distinct from (b."state", b."assignee_id", b."first_seen_at")
  order by 1
  on conflict ("workspace_id") do update set "version" = v."version" + 1;
  return null;
end
$body$;

create trigger "note_error_groups_come" after insert on "error_groups"
  referencing new table as changed for each statement execute function "note_error_groups_come_or_gone"();
create trigger "note_error_groups_gone" after delete on "error_groups"
  referencing old table as changed for each statement execute function "note_error_groups_come_or_gone"();
create trigger "note_error_groups_changed" after update on "error_groups"
  referencing old table as before_change new table as after_change
  for each statement execute function "note_error_groups_changed"();
