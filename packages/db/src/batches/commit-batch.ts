import {
  type AnalyzedEvent,
  type BatchFacts,
  type CodeClass,
  formatErrorCode,
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
import { keepCredentials } from './keep-credentials.js';
import { keepNewEvents } from './keep-new-events.js';
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
    const fresh = await keepNewEvents(client, db.pool, batch, facts.events);
    const seen = seenCodes(fresh, reading);
    const { kept, passed } = sortOut(fresh, seen, keptSince);
    await insertSignIns(client, batch, kept);
    await noteSightings(client, batch.workspaceId, kept);
    await insertSuccesses(client, batch, passed);
    await markUnsettled(client, batch, [...kept, ...passed]);
    await insertRejects(client, batch, facts.rejects);
    await keepCredentials(client, batch, facts.credentials ?? []);
    await markUnfolded(
      client,
      batch,
      fresh.map(({ event }) => event.occurredAt),
    );
    // Now that little is left to do: other workers wait for the rows of codes, as they do for those of the rollups.
    const noted = await noteSeenCodes(client, db.pool, batch.workspaceId, [...seen.values()]);
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

async function ensurePartitions(
  db: Db,
  events: readonly AnalyzedEvent[],
  successesSince: string,
): Promise<void> {
  const days = new Set<string>();
  const recentDays = new Set<string>();
  for (const { event } of events) {
    const day = event.occurredAt.slice(0, 10);
    days.add(day);
    if (event.occurredAt >= successesSince) recentDays.add(day);
  }
  await ensureDayPartitions(db, days, ['event_ids', 'sign_ins']);
  await ensureDayPartitions(db, recentDays, ['successes']);
}

/** Failures and interrupts are kept for drill-down; of successes little, for a short time; the rest is counted alone. */
function sortOut(
  events: readonly AnalyzedEvent[],
  seen: ReadonlyMap<string, SeenCode>,
  successesSince: string,
): { kept: AnalyzedEvent[]; passed: AnalyzedEvent[] } {
  const kept: AnalyzedEvent[] = [];
  const passed: AnalyzedEvent[] = [];
  for (const event of events) {
    const outcome = seen.get(formatErrorCode(event.event.errorCode))?.codeClass.outcome;
    if (outcome === 'success') {
      if (event.event.occurredAt >= successesSince) passed.push(event);
    } else if (outcome !== undefined && outcome !== 'other') kept.push(event);
  }
  return { kept, passed };
}

async function lockBatch(client: pg.ClientBase, batchId: string): Promise<{ accepted: number } | null> {
  const { rows } = await client.query<{ status: string; accepted: number }>(
    'select status, accepted from batches where id = $1 for update',
    [batchId],
  );
  return rows[0]?.status === 'received' ? { accepted: rows[0].accepted } : null;
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
