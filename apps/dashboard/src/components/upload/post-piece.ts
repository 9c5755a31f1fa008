import type { IngestAnswer } from '@turnaway/contracts/feeds';
import type { Problem } from '@turnaway/contracts/problem';

/** What came of sending a piece: the batch it is, or a sentence that says why it is not taken. */
export type PostedPiece = { ok: true; batchId: string } | { ok: false; message: string };

const answerWithinMs = 120_000;
const triesMax = 12;
const waitMaxMs = 30_000;

/**
 * Sends a piece of a file, packed. Waits and tries again while the server is busy or out of reach; that is harmless,
 * since it counts once. `onWait` hears of each wait. Throws what `signal` was aborted with.
 */
export async function postPiece(
  feedId: string,
  piece: Uint8Array,
  { signal, onWait }: { signal: AbortSignal; onWait: (why: string | null) => void },
): Promise<PostedPiece> {
  const body = await packed(piece);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await postOnce(feedId, body, signal);
    onWait(null);
    if (answer.kind === 'taken') return { ok: true, batchId: answer.batchId };
    if (answer.kind === 'refused' || attempt >= triesMax) return { ok: false, message: answer.message };
    onWait(answer.message);
    await wait(Math.min(waitMaxMs, answer.retryAfterMs ?? 1_000 * 2 ** attempt), signal);
  }
}

type Answer =
  | { kind: 'taken'; batchId: string }
  | { kind: 'refused'; message: string }
  | { kind: 'later'; message: string; retryAfterMs: number | null };

async function postOnce(feedId: string, body: Blob, signal: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/api/feeds/${encodeURIComponent(feedId)}/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { kind: 'later', message: 'Turnaway cannot be reached.', retryAfterMs: null };
  }
  const value: unknown = await response.json().catch(() => null);
  if (response.ok) return { kind: 'taken', batchId: (value as IngestAnswer).batchId };
  const { detail } = (value ?? {}) as Partial<Problem>;
  if (response.status === 503) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
    return { kind: 'later', message: detail ?? 'Turnaway is busy.', retryAfterMs };
  }
  if (response.status === 401) {
    return { kind: 'refused', message: 'Your session has ended. Sign in again, then upload the file again.' };
  }
  return { kind: 'refused', message: detail ?? `Turnaway answered with ${response.status}.` };
}

/** As a blob, so that the browser knows its length. */
function packed(piece: Uint8Array): Promise<Blob> {
  const stream = new Blob([new Uint8Array(piece)]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).blob();
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
