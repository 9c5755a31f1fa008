-- What a request says beside its lines of when, where and by which program they were logged.
alter table "batches" add column "said_beside" jsonb;
