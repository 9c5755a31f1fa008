import { connectDb, type Db } from '@turnaway/db';
import { foldSettled } from '@turnaway/db/folds/fold-settled';
import { ensureDayPartitions } from '@turnaway/db/partitions/ensure-day-partitions';

const apps = 400;
const people = 50_000;
const addresses = 40_000;
const countries = 40;
const clients = 25;
const feeds = 4;
const failureCodes = 120;
const successesPerFailure = 6;
const successDays = 3;
const dayMs = 86_400_000;

/**
 * Fills a database with failures over the last days, as an organization of 50,000 people with 400 apps would have
 * them: spread over the hours of work, a few apps, codes, people and addresses with most of them, one kept
 * interrupt to every ten. Written in SQL, since sending them would take hours, and in the order of time, as a worker
 * would have: counts are summed up from them, with successes added and the 30 days before repeated, each group with its own share more or less; so are attempts
 * and error groups.
 */
export async function fillDatabase(
  databaseUrl: string,
  { failures, days, to }: { failures: number; days: number; to: Date },
): Promise<void> {
  const db = connectDb(databaseUrl, { connectionsMax: 2 });
  try {
    await db.pool.query('drop table if exists fill_codes');
    await makeFeeds(db);
    await chooseCodes(db);
    const starts = Array.from({ length: days }, (_, day) => new Date(to.getTime() - (day + 1) * dayMs));
    const first = new Date(to.getTime() - days * dayMs + 3_600_000);
    const waitingDays = dayNames(first, to);
    const waiting = [...waitingDays];
    const perDay = Math.ceil((failures * 1.1) / starts.length);
    const fill = async () => {
      for (let day = waiting.pop(); day !== undefined; day = waiting.pop()) {
        await fillDay(db, day, perDay, { from: first, to });
      }
    };
    await Promise.all([fill(), fill()]);
    // A planner without statistics takes thirty times as long for what follows.
    await runLong(db, 'analyze');
    await sumUp(db, days);
    await passSome(db, to);
    await settle(db, waitingDays);
    await groupErrors(db);
    await runLong(db, 'analyze');
    await Promise.all([foldAll(db), foldAll(db)]);
    await runLong(db, 'vacuum analyze');
  } finally {
    await db.close();
  }
}

async function runLong(db: Db, statement: string): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query(statement);
  } finally {
    client.release();
  }
}

function dayNames(from: Date, to: Date): string[] {
  const names: string[] = [];
  for (let at = Math.floor(from.getTime() / dayMs) * dayMs; at < to.getTime(); at += dayMs) {
    names.push(new Date(at).toISOString().slice(0, 10));
  }
  return names;
}

async function makeFeeds(db: Db): Promise<void> {
  await db.pool.query(
    `insert into feeds (id, workspace_id, name)
     select md5('feed' || n)::uuid, 'default', 'Feed ' || n from generate_series(1, $1::int) n on conflict do nothing`,
    [feeds],
  );
}

/** Failures first, interrupts after them, all of systems that large organizations have. */
async function chooseCodes(db: Db): Promise<void> {
  await db.pool.query(`
    create table fill_codes as
    select row_number() over (order by outcome <> 'failure', md5(error_code))::int - 1 as n, error_code, outcome
    from (
      (select error_code, outcome from code_classes where outcome = 'failure'
         and system in ('entra', 'okta', 'windows', 'keycloak', 'oauth') order by md5(error_code) limit ${failureCodes})
      union all
      (select error_code, outcome from code_classes where outcome in ('interrupt', 'conditional')
         and system in ('entra', 'okta') order by md5(error_code) limit 12)
    ) chosen`);
}

/** As a worker does, in one go. */
async function foldAll(db: Db): Promise<void> {
  await db.pool.query(
    `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
     select distinct workspace_id, 15, date_bin('15 minutes', bucket, '2000-01-01Z'), md5('fill')::uuid
     from rollup_minutes
     union select distinct workspace_id, 60, bucket, md5('fill')::uuid from rollup_hours on conflict do nothing`,
  );
  for (;;) {
    const now = new Date(Date.now() + 60_000);
    const { quarters, hours, days } = await foldSettled(db, { now, forMs: 3_600_000 });
    if (quarters + hours + days === 0) return;
  }
}

/** One day's partition: filled before it has indexes and before it is attached. */
async function fillDay(db: Db, day: string, count: number, span: { from: Date; to: Date }): Promise<void> {
  const partition = `sign_ins_${day.replaceAll('-', '')}`;
  const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
  const client = await db.pool.connect();
  try {
    await client.query(
      "set statement_timeout = 0; set maintenance_work_mem = '512MB'; set synchronous_commit = off",
    );
    await client.query(`drop table if exists ${partition}; create table ${partition} (like sign_ins)`);
    await client.query('select setseed($1)', [(Number(day.replaceAll('-', '')) % 1_000) / 1_000]);
    await client.query(`
      insert into ${partition} (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, user_key, ip,
                                country, client, correlation_id, interactive, event)
      select md5('${day}' || i)::uuid, at, 'default', md5('feed' || (app % ${feeds} + 1))::uuid,
        md5('batch' || i / 1000)::uuid, f.error_code, app_name, user_name, address, country, client, correlation, 'yes',
        format('{"eventId":"entra:%s","occurredAt":"%s","loggedBy":"entra","errorCode":{"system":"%s","code":"%s","variant":null},"observedOutcome":"failure","carrier":null,"reasonText":"%s","userName":"%s","userId":"%s","app":"%s","appId":"%s","resource":"Graph","ip":"%s","country":"%s","city":"City %s","client":"%s","device":"Windows 11","interactive":true,"correlationId":"%s","requestId":"%s"}',
          i, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), split_part(f.error_code, '/', 1),
          split_part(f.error_code, '/', 2), 'The request was refused because of rule ' || code, user_name, person,
          app_name, app, address, country, person % 100, client, correlation, i)::json
      from (
        select i, '${day}T00:00:00Z'::timestamptz + make_interval(secs => 86399 * (random() + random()) / 2) as at,
          app, 'Application ' || app || ' of the department ' || app % 37 as app_name,
          -- Most are of codes that every app has; the rest of a few of the app's own.
          case when random() < 0.09 then ${failureCodes} + floor(12 * random() ^ 2)::int
               when random() < 0.7 then floor(12 * random() ^ 2)::int
               else 12 + (app * 7 + floor(8 * random() ^ 2)::int) % ${failureCodes - 12} end as code,
          person, 'person' || person || '@example.com' as user_name,
          '192.0.' || address / 250 || '.' || address % 250 as address, 'C' || country as country,
          'Client ' || client as client, md5('correlation' || i)::uuid::text as correlation
        from (
          select i, floor(${apps} * random() ^ 3)::int as app, floor(${people} * random() ^ 2)::int as person,
            floor(${addresses} * random() ^ 4)::int as address, floor(${countries} * random() ^ 4)::int as country,
            floor(${clients} * random() ^ 3)::int as client
          from generate_series(1, ${count}) i
          offset 0
        ) drawn
        offset 0
      ) e join fill_codes f on f.n = e.code
      where at >= '${span.from.toISOString()}' and at < '${span.to.toISOString()}'
      order by at`);
    await client.query(
      `alter table sign_ins attach partition ${partition} for values from ('${day}') to ('${next}')`,
    );
  } finally {
    client.release();
  }
}

/** Counts of what was filled in, with successes by app, and the period before as a copy in which each group has half to one and a half times as many. */
async function sumUp(db: Db, days: number): Promise<void> {
  const add = (table: string, unit: string, since: string, successes: string) => `
    insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
    select 'default', date_trunc('${unit}', occurred_at), error_code, app, feed_id, 'yes', count(*)
    from sign_ins where workspace_id = 'default' and occurred_at >= ${since} group by 2, 3, 4, 5
    order by 2, 3, 4 on conflict do nothing;
    insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
    select 'default', date_trunc('${unit}', occurred_at), 'entra/0', app, feed_id, 'yes', ${successes}
    from sign_ins where workspace_id = 'default' and occurred_at >= ${since} group by 2, 4, 5
    order by 2, 4 on conflict do nothing`;
  const perEvent = `count(*) * ${successesPerFailure}`;
  const hours = `now() - interval '${days + 1} days'`;
  await db.pool.query(
    `set statement_timeout = 0; set work_mem = '512MB'; ${add('rollup_hours', 'hour', hours, perEvent)};
     ${add('rollup_minutes', 'minute', "now() - interval '7 days'", perEvent)};
     insert into rollup_hours (workspace_id, bucket, error_code, app, feed_id, interactive, events)
     select workspace_id, bucket - interval '${days} days', error_code, app, feed_id, interactive,
       ceil(events * (0.5 + (hashtext(error_code || app) & 1023) / 1024.0))::int
     from rollup_hours where workspace_id = 'default' order by bucket on conflict do nothing;
     update code_classes set first_seen_at = now() - interval '${days * 2} days'
     where first_seen_at is null and error_code in (select error_code from fill_codes);
     drop table fill_codes`,
  );
}

/** Who passed in the days that this is kept for: mostly from where they always are. */
async function passSome(db: Db, to: Date): Promise<void> {
  const from = new Date(to.getTime() - successDays * dayMs);
  await ensureDayPartitions(db, dayNames(from, to), ['successes']);
  await db.pool.query(`
    set statement_timeout = 0; set synchronous_commit = off;
    insert into successes (event_key, occurred_at, workspace_id, feed_id, error_code, app, user_key, ip, country, client,
                           correlation_id)
    select gen_random_uuid(), occurred_at, 'default', feed_id, 'entra/0', app, 'person' || person || '@example.com',
      '198.51.' || place / 250 || '.' || place % 250, 'C' || place % ${countries}, client, gen_random_uuid()
    from (
      select s.occurred_at, s.feed_id, s.app, s.client, person,
        case when random() < 0.0005 then floor(${addresses} * random())::int else person * 7919 % ${addresses} end as place
      from (
        select occurred_at, feed_id, app, client, floor(${people} * random())::int as person
        from sign_ins cross join generate_series(1, ${successesPerFailure})
        where occurred_at >= '${from.toISOString()}' offset 0
      ) s offset 0
    ) passed order by occurred_at`);
}

/** One attempt of each prompt: most were answered. */
async function settle(db: Db, days: string[]): Promise<void> {
  await ensureDayPartitions(db, days, ['attempts']);
  await db.pool.query(`
    set statement_timeout = 0;
    insert into attempts (attempt_key, started_at, ended_at, workspace_id, outcome, steps, answered_after_ms, sign_in_key,
                          error_code, app, feed_id, user_key, ip, country, client)
    select s.event_key, s.occurred_at, s.occurred_at + interval '20 seconds', 'default',
      case when luck < 0.7 then 'success' when luck < 0.8 then 'failed' else 'abandoned' end, 2,
      case when luck < 0.7 then (luck * 40000)::int end, s.event_key, s.error_code, s.app, s.feed_id, s.user_key, s.ip,
      s.country, s.client
    from (select *, random() as luck from sign_ins where workspace_id = 'default' offset 0) s
    join code_classes c on c.workspace_id = 'default' and c.error_code = s.error_code
    where c.outcome in ('interrupt', 'conditional') order by s.occurred_at;
    insert into rollup_attempts (workspace_id, bucket, error_code, app, feed_id, succeeded, failed, abandoned)
    select workspace_id, date_trunc('hour', started_at, 'UTC'), error_code, app, feed_id,
      count(*) filter (where outcome = 'success'), count(*) filter (where outcome = 'failed'),
      count(*) filter (where outcome = 'abandoned')
    from attempts group by 1, 2, 3, 4, 5 order by 2;
    insert into rollup_attempt_codes (workspace_id, bucket, error_code, succeeded, failed, abandoned)
    select workspace_id, bucket, error_code, sum(succeeded), sum(failed), sum(abandoned)
    from rollup_attempts group by 1, 2, 3 order by 2`);
}

/** Most groups are old acquaintances; people decided about some. */
async function groupErrors(db: Db): Promise<void> {
  await db.pool.query(`
    insert into error_groups (workspace_id, error_code, app, state, state_since, first_seen_at, last_seen_at, events)
    select r.workspace_id, r.error_code, r.app,
      (array['ongoing', 'ongoing', 'ongoing', 'ongoing', 'ongoing', 'ongoing', 'new', 'resolved', 'regressed', 'ignored'])
        [1 + abs(hashtext(r.error_code || r.app)) % 10],
      max(r.bucket) - interval '1 day', min(r.bucket), max(r.bucket), sum(r.events)
    from rollup_hours r
    join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
    where c.outcome not in ('success', 'other') group by 1, 2, 3 on conflict do nothing`);
}
