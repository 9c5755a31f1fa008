import { randomUUID } from 'node:crypto';
import { type AnalyzedEvent, formatErrorCode, noApp } from '@turnaway/contracts';
import type pg from 'pg';

/** What one batch, or several, have seen of a group. */
export interface Sighting {
  errorCode: string;
  app: string;
  firstSeenAt: string;
  lastSeenAt: string;
  events: number;
}

/**
 * Notes which groups a batch has events of, in the transaction that adds the events. One row whatever the batch holds,
 * and no row that another batch wants; folding adds it to the groups.
 */
export async function noteSightings(
  client: pg.ClientBase,
  workspaceId: string,
  kept: readonly AnalyzedEvent[],
): Promise<void> {
  if (kept.length === 0) return;
  const sightings = mergeSightings(
    kept.map(({ event }) => ({
      errorCode: formatErrorCode(event.errorCode),
      app: event.app ?? noApp,
      firstSeenAt: event.occurredAt,
      lastSeenAt: event.occurredAt,
      events: 1,
    })),
  );
  await client.query({
    name: 'note-sightings',
    text: `insert into error_group_sightings
             (workspace_id, mark, error_codes, apps, first_seen_at, last_seen_at, events)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      workspaceId,
      randomUUID(),
      sightings.map(({ errorCode }) => errorCode),
      sightings.map(({ app }) => app),
      sightings.map(({ firstSeenAt }) => firstSeenAt),
      sightings.map(({ lastSeenAt }) => lastSeenAt),
      sightings.map(({ events }) => events),
    ],
  });
}

/** One sighting a group, in the order of the keys. Times are ISO 8601 in UTC: their text sorts as they do. */
export function mergeSightings(sightings: Iterable<Sighting>): Sighting[] {
  const byKey = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const key = `${sighting.errorCode}\n${sighting.app}`;
    const before = byKey.get(key);
    if (before === undefined) {
      byKey.set(key, { ...sighting });
      continue;
    }
    before.events += sighting.events;
    if (sighting.firstSeenAt < before.firstSeenAt) before.firstSeenAt = sighting.firstSeenAt;
    if (sighting.lastSeenAt > before.lastSeenAt) before.lastSeenAt = sighting.lastSeenAt;
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sighting]) => sighting);
}
