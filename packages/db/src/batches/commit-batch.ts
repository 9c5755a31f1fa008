import {
  type AnalyzedEvent,
  type BatchFacts,
  type CodeClass,
  formatErrorCode,
  type Outcome,
  type RollupDelta,
} from '@turnaway/contracts';
import type pg from 'pg';
import { markUnsettled } from '../attempts/mark-unsettled.js';
import type { Db } from '../client.js';
import { noteSeenCodes, type SeenCode } from '../code-classes/note-seen-codes.js';
import { noteSightings } from '../error-groups/note-sightings.js';
import { markUnfolded } from '../folds/mark-unfolded.js';
import { ensureDayPartitions, forgetDayPartitions } from '../partitions/ensure-day-partitions.js';
import { addToRollups } from './add-to-rollups.js';
import { insertRejects } from './insert-rejects.js';
import { insertSignIns } from './insert-sign-ins.js';
import { insertSuccesses, successesKeptSince } from './insert-successes.js';
import type { WaitingBatch } from './take-batch.js';

/** What the analyzer and the catalog make of events; the database does not know codes. */
export interface Reading {
  rollUp(events: readonly AnalyzedEvent[]): RollupDelta[];
  classOf(event: AnalyzedEvent['event']): CodeClass;
}

export interface CommittedBatch {
  accepted: number;
  duplicates: number;
  /** Distinct codes among the accepted that the catalog does not have. */
  unknownCodes: number;
}

/**
 * Counts a batch, exactly once whatever happened before: one transaction that stops if the batch is done, keeps
 * the events whose ids are new, and counts those alone. Returns `null` if there was nothing left to do.
 *
 * Keys are written in order, so that two workers wait for each other and never deadlock; the rollups come last,
 * since all workers want the rows of the current minute.
 */
export async function commitBatch(
  db: Db,
  batch: WaitingBatch,
  facts: BatchFacts,
  reading: Reading,
): Promise<CommittedBatch | null> {
  const keptSince = successesKeptSince(batch, new Date());
  await ensurePartitions(db, facts.events, keptSince);
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    // Should the server crash and lose this, the batch still waits and is counted then: waiting for the disk
    // gains nothing here.
    await client.query('begin; set local synchronous_commit = off');
    const before = await lockBatch(client, batch.id);
    if (before === null) {
      await client.query('rollback');
      return null;
    }
    const fresh = await keepNewEvents(client, batch.workspaceId, facts.events);
    const seen = seenCodes(fresh, reading);
    const noted = await noteSeenCodes(client, db.pool, batch.workspaceId, [...seen.values()]);
    const outcomeOf = ({ event }: AnalyzedEvent) =>
      seen.get(formatErrorCode(event.errorCode))?.codeClass.outcome;
    const kept = fresh.filter((event) => isKept(outcomeOf(event)));
    await insertSignIns(client, batch, kept);
    await noteSightings(client, batch.workspaceId, kept);
    const passed = fresh.filter(
      (event) => outcomeOf(event) === 'success' && event.event.occurredAt >= keptSince,
    );
    await insertSuccesses(client, batch, passed);
    await markUnsettled(client, batch, [...kept, ...passed]);
    await insertRejects(client, batch, facts.rejects);
    await markUnfolded(
      client,
      batch,
      fresh.map(({ event }) => event.occurredAt),
    );
    const accepted = before.accepted + fresh.length;
    const committed = {
      accepted,
      duplicates: facts.events.length - accepted,
      unknownCodes: [...seen.values()].filter(({ codeClass }) => !codeClass.known).length,
    };
    await finishBatch(client, batch.id, facts, committed);
    await addToRollups(client, batch, reading.rollUp(fresh));
    await client.query('commit');
    noted.remember();
    return committed;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    // Another process may have dropped a day that this one takes for there: the next try looks again.
    forgetDayPartitions(db);
    throw error;
  } finally {
    // A connection with a failed transaction is closed rather than rolled back: it may be the connection that failed.
    client.release(broken);
  }
}

function dayOf({ event }: AnalyzedEvent): string {
  return event.occurredAt.slice(0, 10);
}

async function ensurePartitions(
  db: Db,
  events: readonly AnalyzedEvent[],
  successesSince: string,
): Promise<void> {
  await ensureDayPartitions(db, events.map(dayOf), ['event_ids', 'sign_ins']);
  const recent = events.filter(({ event }) => event.occurredAt >= successesSince);
  await ensureDayPartitions(db, recent.map(dayOf), ['successes']);
}

/** Failures and interrupts are kept for drill-down; of successes little, for a short time; the rest is counted alone. */
function isKept(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && outcome !== 'success' && outcome !== 'other';
}

async function lockBatch(client: pg.ClientBase, batchId: string): Promise<{ accepted: number } | null> {
  const { rows } = await client.query<{ status: string; accepted: number }>(
    'select status, accepted from batches where id = $1 for update',
    [batchId],
  );
  return rows[0]?.status === 'received' ? { accepted: rows[0].accepted } : null;
}

async function keepNewEvents(
  client: pg.ClientBase,
  workspaceId: string,
  events: readonly AnalyzedEvent[],
): Promise<AnalyzedEvent[]> {
  const firstByKey = new Map<string, AnalyzedEvent>();
  for (const event of events) {
    const key = `${event.eventKey} ${dayOf(event)}`;
    if (!firstByKey.has(key)) firstByKey.set(key, event);
  }
  const keys = [...firstByKey.keys()].sort();
  // Most batches bring nothing twice; only for those that do is it worth listing what was new.
  const { rows } = await client.query<{ kept: string[] | null }>({
    name: 'keep-new-events',
    text: `with kept as (
             insert into event_ids (event_key, occurred_on, workspace_id)
             select event_key, occurred_on, $1 from unnest($2::uuid[], $3::date[]) as offered (event_key, occurred_on)
             on conflict do nothing
             returning event_key, occurred_on
           )
           select case when (select count(*) from kept) < $4 then
             (select coalesce(array_agg(replace(event_key::text, '-', '') || ' ' || occurred_on), '{}') from kept)
           end as kept`,
    // Hexadecimal digits and dates need no quoting: the arrays' text is put together here, in one go.
    values: [
      workspaceId,
      `{${keys.map((key) => key.slice(0, 32)).join(',')}}`,
      `{${keys.map((key) => key.slice(33)).join(',')}}`,
      keys.length,
    ],
  });
  const kept = rows[0]?.kept ?? null;
  return kept === null ? [...firstByKey.values()] : kept.flatMap((key) => firstByKey.get(key) ?? []);
}

/** The codes of a batch, by their text. */
function seenCodes(events: readonly AnalyzedEvent[], reading: Reading): Map<string, SeenCode> {
  const byCode = new Map<string, SeenCode>();
  for (const { event } of events) {
    const code = formatErrorCode(event.errorCode);
    const before = byCode.get(code);
    if (before === undefined) {
      byCode.set(code, { codeClass: reading.classOf(event), firstSeenAt: event.occurredAt });
    } else if (event.occurredAt < before.firstSeenAt) {
      before.firstSeenAt = event.occurredAt;
    }
  }
  return byCode;
}

async function finishBatch(
  client: pg.ClientBase,
  batchId: string,
  facts: BatchFacts,
  committed: CommittedBatch,
): Promise<void> {
  const skipped = Object.values(facts.skipped).reduce((sum, count) => sum + count, 0);
  await client.query(
    `update batches set status = 'done', done_at = now(), records = $2, accepted = $3, duplicates = $4,
       rejected = $5, skipped = $6, skipped_kinds = $7, unknown_codes = $8, newest_event_at = $9
     where id = $1`,
    [
      batchId,
      facts.records,
      committed.accepted,
      committed.duplicates,
      facts.rejects.length,
      skipped,
      JSON.stringify(facts.skipped),
      committed.unknownCodes,
      newestOf(facts.events),
    ],
  );
}

/** ISO 8601 in UTC with milliseconds, as all events have it: the text sorts as the time does. */
function newestOf(events: readonly AnalyzedEvent[]): string | null {
  return events.reduce<string | null>(
    (newest, { event }) => (newest === null || event.occurredAt > newest ? event.occurredAt : newest),
    null,
  );
}
