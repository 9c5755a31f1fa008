-- Whether names of people and addresses may be told to a channel: no, unless somebody says so.
alter table "channels" add column "personal_data" boolean not null default false;
