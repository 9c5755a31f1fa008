import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identify } from '../auth/principal.js';
import { principalOf } from '../auth/principal.js';
import { ProblemException } from '../http/problem.js';

/** One event of a stream, or a comment that keeps the connection alive. */
export type StreamPart = { id?: string; type: string; data: unknown } | 'still-here';

/** Answers with streams of server-sent events, and knows all that are open. */
export interface EventStreams {
  /**
   * Answers a request with what `write` yields, until it ends, the client leaves, its session or token is no longer
   * good, or the server stops. `signal` says so to `write`, which should wait no longer. Throws 429 if this principal
   * or this server has too many streams open.
   */
  open(
    request: FastifyRequest,
    reply: FastifyReply,
    write: (signal: AbortSignal) => AsyncIterable<StreamPart>,
  ): void;
  /** Ends all streams. */
  close(): void;
}

const ofOnePrincipalMax = 20;
const inAllMax = 1_000;
const askAgainEveryMs = 5_000;
/** How long a client that lost its stream waits before it comes back. */
const comeBackAfterMs = 3_000;
const retryAfterSeconds = 30;

/** Makes the server's event streams; `identify` is asked again and again whether a stream's reader is still welcome. */
export function createEventStreams(identify: Identify): EventStreams {
  const open = new Map<AbortController, string>();
  return {
    open(request, reply, write) {
      const { kind, workspaceId, user } = principalOf(request);
      const reader = JSON.stringify([kind, workspaceId, user.email, user.name]);
      const ofReader = [...open.values()].filter((other) => other === reader).length;
      if (ofReader >= ofOnePrincipalMax || open.size >= inAllMax) throw tooMany();

      const over = new AbortController();
      open.set(over, reader);
      const asking = setInterval(() => void endIfUnwelcome(identify, request, over), askAgainEveryMs);
      over.signal.addEventListener('abort', () => {
        clearInterval(asking);
        open.delete(over);
      });
      request.raw.once('close', () => over.abort());
      reply.raw.once('close', () => over.abort());
      void reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        // Whoever stands in between must neither keep nor compress what is to arrive at once.
        .header('cache-control', 'no-store, no-transform')
        .header('x-accel-buffering', 'no')
        // Left open after the stream, it would hold up a server that stops.
        .header('connection', 'close')
        .send(Readable.from(asText(write(over.signal), over), { objectMode: false, highWaterMark: 1 }));
    },
    close() {
      for (const over of [...open.keys()]) over.abort();
    },
  };
}

async function* asText(parts: AsyncIterable<StreamPart>, over: AbortController): AsyncIterable<string> {
  try {
    // Something is sent at once, so that the client knows that it listens.
    yield `retry: ${comeBackAfterMs}\n: listening\n\n`;
    for await (const part of parts) {
      if (over.signal.aborted) return;
      yield part === 'still-here' ? ': still here\n\n' : textOf(part);
    }
  } finally {
    over.abort();
  }
}

function textOf({ id, type, data }: Exclude<StreamPart, string>): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function endIfUnwelcome(
  identify: Identify,
  request: FastifyRequest,
  over: AbortController,
): Promise<void> {
  try {
    // Who may see less, or more, than when the stream began comes back for a stream that knows it.
    const before = principalOf(request);
    if ((await identify(request))?.people !== before.people) over.abort();
  } catch {
    // The database is away for a moment: whether the reader is welcome is asked again.
  }
}

function tooMany(): ProblemException {
  return new ProblemException(
    429,
    'too-many-streams',
    'Too many streams are open. Close one, then try again.',
    {
      headers: { 'retry-after': String(retryAfterSeconds) },
    },
  );
}
