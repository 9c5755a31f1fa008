-- What became of the prompts of one app: a month of it lay in the hours of all apps.
create index "rollup_attempts_app_idx" on "rollup_attempts" ("workspace_id", "app", "bucket");
