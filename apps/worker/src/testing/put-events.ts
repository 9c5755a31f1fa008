import { lookup } from '@turnaway/catalog';
import { parseErrorCode } from '@turnaway/contracts';
import { ensureDayPartitions } from '@turnaway/db/partitions/ensure-day-partitions';
import type { createTestDatabase } from '@turnaway/db/testing';

type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Events of one kind at one moment. */
export interface Happening {
  code: string;
  minutesAgo: number;
  user?: string;
  ip?: string;
  app?: string;
  country?: string;
  client?: string;
  events?: number;
}

/** Puts events where a batch would have put them: rollups, sign-ins, successes, and the marks of summaries. */
export async function putEvents(
  database: TestDatabase,
  { workspaceId, now }: { workspaceId: string; now: Date },
  happenings: readonly Happening[],
): Promise<void> {
  const { pool } = database.db;
  const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * minuteMs);
  const days = new Set(happenings.map(({ minutesAgo }) => at(minutesAgo).toISOString().slice(0, 10)));
  await ensureDayPartitions(database.db, [...days]);
  for (const code of new Set(happenings.map((happening) => happening.code))) {
    const parsed = parseErrorCode(code);
    if (parsed === null) throw new Error(`no error code: ${code}`);
    const entry = lookup(parsed);
    await pool.query(
      `insert into code_classes (workspace_id, error_code, system, code, variant, known, title, outcome, cause, source, actor, first_seen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (workspace_id, error_code) do update set first_seen_at = least(code_classes.first_seen_at, excluded.first_seen_at)`,
      [
        workspaceId,
        code,
        parsed.system,
        parsed.code,
        parsed.variant,
        entry !== null,
        entry?.title ?? 'Not known',
        entry?.outcome ?? 'failure',
        entry?.cause ?? null,
        entry?.source ?? 'unknown',
        entry?.actor ?? 'nobody',
        at(Math.max(...happenings.filter((item) => item.code === code).map(({ minutesAgo }) => minutesAgo))),
      ],
    );
  }
  for (const { code, minutesAgo, user, ip, app = 'Payroll', country, client, events = 1 } of happenings) {
    const when = at(minutesAgo);
    for (const [table, unitMs] of [
      ['rollup_minutes', minuteMs],
      ['rollup_hours', hourMs],
    ] as const) {
      await pool.query(
        `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
         values ($1, $2, $3, $4, $5, 'yes', $6)
         on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
         do update set events = ${table}.events + excluded.events`,
        [
          workspaceId,
          new Date(Math.floor(when.getTime() / unitMs) * unitMs),
          code,
          app,
          database.feedId,
          events,
        ],
      );
    }
    await pool.query(
      `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
       values ($1, 15, date_bin('15 minutes', $2::timestamptz, '2000-01-01Z'), gen_random_uuid())`,
      [workspaceId, when],
    );
    const outcome = lookup(parseErrorCode(code) ?? { system: '', code: '', variant: null })?.outcome;
    const columns =
      'event_key, occurred_at, workspace_id, feed_id, error_code, app, user_key, ip, country, client';
    const values = [
      when,
      workspaceId,
      database.feedId,
      code,
      app,
      user ?? null,
      ip ?? null,
      country ?? null,
      client ?? null,
      events,
    ];
    if (outcome === 'success') {
      if (user === undefined) continue;
      await pool.query(
        `insert into successes (${columns})
         select gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9 from generate_series(1, $10::int)`,
        values,
      );
    } else {
      await pool.query(
        `insert into sign_ins (${columns}, batch_id, event)
         select gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, gen_random_uuid(), '{}' from generate_series(1, $10::int)`,
        values,
      );
    }
  }
}
