import { createHash } from 'node:crypto';
import { connectDb, type Db } from '@turnaway/db';
import { createFeed } from '@turnaway/db/feeds/create-feed';
import { createIngestKey } from '@turnaway/db/ingest-keys/create-ingest-key';
import { deleteIngestKey } from '@turnaway/db/ingest-keys/delete-ingest-key';
import { sendBatches } from '../send/send-batches.js';
import { batchEvents } from '../simulate/batch-events.js';
import type { Incident } from '../simulate/incidents.js';
import { simulateTraffic } from '../simulate/simulate-traffic.js';
import { randomText } from './install-secrets.js';

const workspaceId = 'default';
const demoDays = 30;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const batchLimits = { records: 5_000, bytes: 16 * 1_024 * 1_024 };

/**
 * Fills an empty install with 30 days of a made-up company's sign-ins, a few incidents among them, through the
 * same door as everybody's. An install that has received anything is left as it is.
 */
export async function fillWithDemo(options: {
  databaseUrl: string;
  apiUrl: string;
  isEmpty: boolean;
  say: (line: string) => void;
}): Promise<void> {
  if (!options.isEmpty) {
    options.say('--demo: this install has data already; nothing was added');
    return;
  }
  const db = connectDb(options.databaseUrl, { connectionsMax: 2 });
  try {
    const { key, keyId } = await makeDemoKey(db);
    const to = new Date();
    // A little less than the retention, so that the first hours are not dropped on arrival.
    const from = new Date(to.getTime() - demoDays * dayMs + hourMs);
    options.say(`--demo: sending ${demoDays} days of made-up sign-ins`);
    const events = simulateTraffic({ seed: 'demo', from, to, people: 800, incidents: demoIncidents(to) });
    const outcome = await sendBatches(batchEvents(events, batchLimits), {
      ingestUrl: `${options.apiUrl}/ingest`,
      key,
      contentType: 'application/x-ndjson',
      parallel: 2,
    });
    await deleteIngestKey(db, { workspaceId, id: keyId });
    options.say(
      outcome.failure === null
        ? `--demo: sent ${outcome.records.toLocaleString('en-US')} sign-ins; they are counted in a moment`
        : `--demo: stopped after ${outcome.records.toLocaleString('en-US')} sign-ins: ${outcome.failure}`,
    );
  } finally {
    await db.close();
  }
}

function demoIncidents(to: Date): Incident[] {
  const ago = (ms: number) => new Date(to.getTime() - ms);
  return [
    { name: 'outage', from: ago(19 * dayMs) },
    { name: 'bad-deploy', from: ago(12 * dayMs), to: ago(12 * dayMs - 7 * hourMs) },
    { name: 'mfa-outage', from: ago(6 * dayMs) },
    { name: 'password-spray', from: ago(30 * hourMs) },
    { name: 'expired-secret', from: ago(5 * hourMs) },
  ];
}

/** The install's own key is known by its hash alone: the demo brings its own, for as long as it lasts. */
async function makeDemoKey(db: Db): Promise<{ key: string; keyId: string }> {
  const feed = await createFeed(db, { workspaceId, name: 'demo', systemHint: null });
  if (feed === 'name-taken') throw new Error('there is a feed named demo in an empty install');
  const key = `tk_${randomText(24)}`;
  const hash = createHash('sha256').update(key).digest();
  const made = await createIngestKey(db, {
    workspaceId,
    feedId: feed.id,
    name: 'demo',
    hash,
    preview: key.slice(0, 7),
  });
  if (made === 'unknown-feed') throw new Error('the demo feed is gone');
  return { key, keyId: made.id };
}
