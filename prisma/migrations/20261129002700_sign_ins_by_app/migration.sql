-- Whom an app's errors hit is read from this index alone; without it, all sign-ins of the range were read for one app.
create index "sign_ins_app_idx" on "sign_ins" ("workspace_id", "app", "occurred_at")
  include ("error_code", "user_key", "ip", "country", "client");
