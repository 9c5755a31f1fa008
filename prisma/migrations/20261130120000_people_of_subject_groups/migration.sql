-- Who was behind each of the packed groups, in the same order (db/src/folds/pack-groups.ts). Buckets that were summed up
-- before have none: their people are counted from sign-ins until they are summed up anew.
alter table "folded_subject_groups" add column "people" bytea;
