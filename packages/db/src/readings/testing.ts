import { createHash } from 'node:crypto';
import { parseErrorCode, type SignInEvent } from '@turnaway/contracts';
import { toInteractive } from '../batches/insert-sign-ins.js';
import { toPolicyText } from '../batches/policy-text.js';
import type { Db } from '../client.js';

/** One event of a small world that tests count by hand. */
export interface WorldEvent {
  at: Date;
  errorCode: string;
  app?: string | null;
  user?: string | null;
  ip?: string | null;
  country?: string | null;
  client?: string | null;
  device?: string | null;
  policies?: string[];
  reasonText?: string | null;
  correlationId?: string | null;
  /** Whether a person was at the screen; yes by default. */
  interactive?: boolean | null;
  feedId?: string;
  workspaceId?: string;
  /** How many times it happened; 1 by default. */
  times?: number;
}

/** What a code means: `[outcome, cause, source, title]`. */
export type WorldClasses = Record<string, [string, string | null, string, string, { unknown: true }?]>;

/** Stores what codes mean; `firstSeenAt` by code, where there is one. */
export async function insertClasses(
  db: Db,
  classes: WorldClasses,
  firstSeenAt: Record<string, Date> = {},
  workspaceId = 'default',
): Promise<void> {
  for (const [errorCode, [outcome, cause, source, title, unknown]] of Object.entries(classes)) {
    const parsed = parseErrorCode(errorCode);
    if (parsed === null) throw new Error(`no error code: ${errorCode}`);
    await db.pool.query(
      `insert into code_classes (workspace_id, error_code, system, code, variant, known, title, outcome, cause,
         source, actor, first_seen_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'end-user', $11)`,
      [
        workspaceId,
        errorCode,
        parsed.system,
        parsed.code,
        parsed.variant,
        unknown === undefined,
        title,
        outcome,
        cause,
        source,
        firstSeenAt[errorCode] ?? null,
      ],
    );
  }
}

/** Stores events as a committed batch would: counts of all, in minutes and hours, and sign-ins of those that failed. */
export async function insertEvents(
  db: Db,
  feedId: string,
  events: WorldEvent[],
  options: { withMinutes: boolean } = { withMinutes: true },
): Promise<void> {
  const { rows } = await db.pool.query<{ error_code: string; outcome: string }>(
    'select error_code, outcome from code_classes',
  );
  const outcomes = new Map(rows.map((row) => [row.error_code, row.outcome]));
  for (const event of events) {
    const rollups: [string, string][] = [['rollup_hours', 'hour']];
    if (options.withMinutes) rollups.push(['rollup_minutes', 'minute']);
    for (const [table, grain] of rollups) {
      await db.pool.query(
        `insert into ${table} (workspace_id, bucket, error_code, app, feed_id, interactive, events)
         values ($1, date_trunc('${grain}', $2::timestamptz), $3, $4, $5, $7, $6)
         on conflict (workspace_id, bucket, error_code, app, feed_id, interactive)
         do update set events = ${table}.events + excluded.events`,
        [
          event.workspaceId ?? 'default',
          event.at,
          event.errorCode,
          event.app ?? '(none)',
          event.feedId ?? feedId,
          event.times ?? 1,
          toInteractive(event.interactive === undefined ? true : event.interactive),
        ],
      );
    }
    await db.pool.query(
      `insert into unfolded_buckets (workspace_id, bucket_minutes, bucket, mark)
       values ($1, 15, date_bin('15 minutes', $2::timestamptz, '2000-01-01Z'), gen_random_uuid())`,
      [event.workspaceId ?? 'default', event.at],
    );
    const outcome = outcomes.get(event.errorCode);
    if (outcome === 'success' || outcome === 'other') continue;
    for (let n = 0; n < (event.times ?? 1); n += 1) await insertSignIn(db, feedId, event);
  }
}

let serial = 0;

async function insertSignIn(db: Db, feedId: string, world: WorldEvent): Promise<void> {
  await createPartition(db, world.at);
  serial += 1;
  const key = createHash('sha256').update(String(serial)).digest('hex').slice(0, 32);
  const errorCode = parseErrorCode(world.errorCode);
  if (errorCode === null) throw new Error(`no error code: ${world.errorCode}`);
  const event: SignInEvent = {
    eventId: `test:${serial}`,
    occurredAt: world.at.toISOString(),
    loggedBy: errorCode.system,
    errorCode,
    observedOutcome: 'failure',
    carrier: null,
    reasonText: world.reasonText ?? null,
    userName: world.user ?? null,
    userId: null,
    app: world.app ?? null,
    appId: null,
    resource: null,
    ip: world.ip ?? null,
    country: world.country ?? null,
    city: null,
    client: world.client ?? null,
    device: world.device ?? null,
    ...(world.policies === undefined ? {} : { policies: world.policies }),
    interactive: world.interactive === undefined ? true : world.interactive,
    correlationId: world.correlationId ?? null,
    requestId: null,
  };
  await db.pool.query(
    `insert into sign_ins (event_key, occurred_at, workspace_id, feed_id, batch_id, error_code, app, user_key, ip,
       country, client, correlation_id, event, interactive, device, policy)
     values ($1, $2, $3, $4, gen_random_uuid(), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      key,
      world.at,
      world.workspaceId ?? 'default',
      world.feedId ?? feedId,
      world.errorCode,
      world.app ?? '(none)',
      world.user?.toLowerCase() ?? null,
      world.ip ?? null,
      world.country ?? null,
      world.client ?? null,
      world.correlationId ?? null,
      event,
      toInteractive(event.interactive),
      event.device,
      toPolicyText(event.policies),
    ],
  );
}

async function createPartition(db: Db, at: Date): Promise<void> {
  const day = at.toISOString().slice(0, 10);
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  await db.pool.query(
    `create table if not exists sign_ins_p${day.replaceAll('-', '')} partition of sign_ins
     for values from ('${day}T00:00:00Z') to ('${next}T00:00:00Z')`,
  );
}
