-- In which countries each person passed, with the last day of it: whoever has one alone is no traveler, and is not
-- looked for among millions of successes every minute.
create table "success_countries" (
  "workspace_id" text not null,
  "user_key" text not null,
  "country" text not null,
  "last_seen_on" date not null,
  constraint "success_countries_pkey" primary key ("workspace_id", "user_key", "country")
);
insert into "success_countries" ("workspace_id", "user_key", "country", "last_seen_on")
select "workspace_id", "user_key", "country", max("occurred_at" at time zone 'UTC')::date
from "successes" where "country" is not null group by 1, 2, 3;

-- Where travelers usually are, as it was when they set out: looked up once, not every minute.
create table "travel_habits" (
  "workspace_id" text not null,
  "user_key" text not null,
  "before" timestamptz(3) not null,
  "countries" text[] not null,
  constraint "travel_habits_pkey" primary key ("workspace_id", "user_key", "before")
);

-- Where a person was, and by what, is read from the index alone.
drop index "successes_user_idx";
create index "successes_user_idx" on "successes" ("workspace_id", "user_key", "occurred_at")
  include ("country", "ip", "client", "event_key");

-- Sets of who passed by which client are made with the others, of the days that successes are kept for.
insert into "unfolded_buckets" ("workspace_id", "bucket_minutes", "bucket", "mark")
select distinct "workspace_id", "bucket_minutes", "bucket", '00000000-0000-0000-0000-000000000000'::uuid
from "folded_codes" where "bucket_minutes" in (15, 60) and "bucket" >= now() - interval '2 days'
on conflict do nothing;
