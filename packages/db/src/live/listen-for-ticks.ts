import { setTimeout as sleep } from 'node:timers/promises';
import { liveTopicSchema } from '@turnaway/contracts';
import pg from 'pg';
import { z } from 'zod';
import { liveChannel } from './notify-tick.js';

const tickSchema = z.object({ workspaceId: z.string(), topic: liveTopicSchema });
/** Anybody on a shared database may speak on any channel: what is no tick is not listened to. */
const payloadSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON' });
      return z.NEVER;
    }
  })
  .pipe(tickSchema);
export type Tick = z.output<typeof tickSchema>;

/** What is told to who listens. */
export interface TickListener {
  onTick(tick: Tick): void;
  /** The connection stands, at first or again: whatever was said meanwhile was not heard. */
  onListening(): void;
}

const reconnectAfterMs = 1_000;
/** A connection whose other end is gone without a word is noticed by asking. */
const askEveryMs = 30_000;
const timeoutMs = 5_000;

/**
 * Listens for {@link notifyTick} on a connection of its own, since one out of a pool may be given back or waits for
 * another's query. A database that goes away is met again by itself. `close` ends it.
 */
export function listenForTicks(databaseUrl: string, listener: TickListener): { close(): Promise<void> } {
  const closing = new AbortController();
  const running = listenUntil(closing.signal, databaseUrl, listener);
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}

async function listenUntil(closing: AbortSignal, databaseUrl: string, listener: TickListener): Promise<void> {
  while (!closing.aborted) {
    try {
      await listenOnce(closing, databaseUrl, listener);
    } catch {
      // Away, or gone: the requests that need the database say so; here it is only tried again.
    }
    await sleepUntil(closing, reconnectAfterMs);
  }
}

async function listenOnce(closing: AbortSignal, databaseUrl: string, listener: TickListener): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  const ended = new AbortController();
  // A lost connection ends, too, and that is what is acted on; unheard, the error would end the process.
  client.on('error', () => undefined);
  client.once('end', () => ended.abort());
  client.on('notification', ({ payload }) => {
    const tick = payloadSchema.safeParse(payload);
    if (tick.success) listener.onTick(tick.data);
  });
  const over = AbortSignal.any([closing, ended.signal]);
  try {
    await client.connect();
    await client.query(`listen ${liveChannel}`);
    listener.onListening();
    while (!over.aborted) {
      await client.query('select 1');
      await sleepUntil(over, askEveryMs);
    }
  } finally {
    await client.end();
  }
}

async function sleepUntil(signal: AbortSignal, ms: number): Promise<void> {
  // It rejects only when the signal wakes it, which is what it is for.
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
