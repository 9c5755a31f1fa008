import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BatchFacts } from '@turnaway/contracts/batch-facts';
import type { WireFormat } from '@turnaway/contracts/ingest-requests';
import { analyzeBatch } from './analyze-batch.js';

/** Analyzes a body as if it had come in on 1 March 2026; everything of that year's first half is accepted. */
export function analyzeText(
  body: string | Uint8Array,
  hint: string | null = null,
  wireFormat: WireFormat = 'text',
): BatchFacts {
  return analyzeBatch({
    bytes: typeof body === 'string' ? Buffer.from(body) : body,
    wireFormat,
    hint,
    receivedAt: new Date('2026-03-01T12:00:00.000Z'),
    timeZone: 'UTC',
    acceptFrom: new Date('2026-01-01T00:00:00.000Z'),
    acceptUntil: new Date('2026-07-01T00:00:00.000Z'),
  });
}

/** A small Auth0 record: the shortest that is a sign-in. */
export function auth0Log(id: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { log_id: id, date: '2026-03-01T10:00:00.000Z', type: 'fp', ...extra };
}

/** The ids of the events that were counted, in order. */
export function idsOf(facts: BatchFacts): string[] {
  return facts.events.map(({ event }) => event.eventId.replace('auth0:', ''));
}

/** The reasons of the rejects, in order. */
export function reasonsOf(facts: BatchFacts): string[] {
  return facts.rejects.map(({ reason }) => reason);
}

export const fixtureFolder = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** The made-up logs, `<system>/<shape>.<ending>`. */
export const fixtures: readonly string[] = readdirSync(fixtureFolder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:json|ndjson|log|csv|xml|txt)$/.test(path) && !path.endsWith('.expected.json'))
  .sort();

export function readFixture(fixture: string): Buffer {
  return readFileSync(fixtureFolder + fixture);
}
