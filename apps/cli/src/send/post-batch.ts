import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ingestAnswerSchema } from '@turnaway/contracts/feeds';
import { isWorthRetrying, parseRetryAfter, retryDelayMs } from './retry-delay.js';

const gzipAsync = promisify(gzip);

/** How to reach the ingest endpoint. */
export interface PostOptions {
  ingestUrl: string;
  key: string;
  /** For one request, from its start to the end of its answer; 60 s unless told. */
  timeoutMs?: number;
  /** Tries for one batch, the first included; 10 unless told. */
  triesMax?: number;
  /** Ends waiting for another try; a request under way still gets its answer. */
  signal?: AbortSignal;
  /** How waiting is done; a real wait unless told. */
  wait?: (delayMs: number, signal?: AbortSignal) => Promise<void>;
  /** Hears of each wait before another try. */
  onRetry?: (reason: string, delayMs: number) => void;
}

export type PostResult = { ok: true; batchId: string } | { ok: false; reason: string };

/**
 * Sends one batch, compressed. Waits and tries again while the server asks for patience (429, 503 with its
 * Retry-After), fails in passing or is out of reach. A resend is harmless: the server counts once. Returns the
 * batch's id, or a sentence that says why it was given up.
 */
export async function postBatch(
  body: Buffer,
  contentType: string,
  options: PostOptions,
): Promise<PostResult> {
  const packed = await gzipAsync(body, { level: 4 });
  const triesMax = options.triesMax ?? 10;
  const wait = options.wait ?? sleepMs;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await postOnce(packed, contentType, options);
    if (answer.kind === 'accepted') return { ok: true, batchId: answer.batchId };
    if (answer.kind === 'refused') return { ok: false, reason: answer.reason };
    if (options.signal?.aborted === true) return { ok: false, reason: `${answer.reason}; stopped` };
    if (attempt >= triesMax) return { ok: false, reason: `${answer.reason}, after ${attempt} tries` };
    const delayMs = retryDelayMs(attempt, answer.retryAfterMs, Math.random());
    options.onRetry?.(answer.reason, delayMs);
    await wait(delayMs, options.signal);
  }
}

type Answer =
  | { kind: 'accepted'; batchId: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'later'; reason: string; retryAfterMs: number | null };

async function postOnce(packed: Buffer, contentType: string, options: PostOptions): Promise<Answer> {
  try {
    const response = await fetch(options.ingestUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${options.key}`,
        'content-type': contentType,
        'content-encoding': 'gzip',
      },
      body: packed,
      // The key goes to the address that was given, and to no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? 60_000),
    });
    const text = await response.text();
    if (response.ok) return readAccepted(text, options.ingestUrl);
    if (isWorthRetrying(response.status)) {
      const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), new Date());
      return { kind: 'later', reason: `the server answered ${response.status}`, retryAfterMs };
    }
    return { kind: 'refused', reason: describeRefusal(response.status, options.ingestUrl) };
  } catch (error) {
    return { kind: 'later', reason: describeNetworkError(error, options.ingestUrl), retryAfterMs: null };
  }
}

function readAccepted(text: string, url: string): Answer {
  const parsed = ingestAnswerSchema.safeParse(parseJson(text));
  if (parsed.success) return { kind: 'accepted', batchId: parsed.data.batchId };
  return { kind: 'refused', reason: `${url} does not answer like Turnaway's ingest endpoint` };
}

function describeRefusal(status: number, url: string): string {
  if (status === 401 || status === 403) return `the ingest key was refused (${status})`;
  if (status === 404) return `${url} was not found (404); give Turnaway's base address with --url`;
  if (status === 413) return 'a batch is larger than the server takes (413); lower --batch-bytes';
  if (status >= 300 && status < 400) return `${url} answers with a redirect (${status}); give its target`;
  return `the server refused a batch (${status})`;
}

function describeNetworkError(error: unknown, url: string): string {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return `${url} did not answer in time`;
  const cause = error.cause instanceof Error && 'code' in error.cause ? ` (${String(error.cause.code)})` : '';
  return `${url} cannot be reached${cause}`;
}

async function sleepMs(delayMs: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // Being told to stop ends the wait, and the loop around it looks for that.
    if (signal?.aborted !== true) throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
