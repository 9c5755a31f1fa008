import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { classifyFailure, type DeliveryError } from './classify-failure.js';
import { excerptAnswer } from './excerpt-answer.js';
import { type Guard, type ResolvedAddress, vetTarget } from './vet-target.js';

/** How long each part of an attempt may take, in milliseconds. */
export interface PostTimeouts {
  resolveMs: number;
  connectMs: number;
  /** All of it, from the name to the end of the answer. */
  totalMs: number;
}
export const postTimeouts: PostTimeouts = { resolveMs: 5_000, connectMs: 5_000, totalMs: 15_000 };

/** How one attempt went. `error` is `null` for an answer of the 200s, and for no other. */
export interface PostResult {
  statusCode: number | null;
  error: DeliveryError | null;
  excerpt: string | null;
  retryAfter: string | null;
}

/** Most of an answer that is read; after that, the connection is closed on it. */
const answerBytesMax = 16_384;

const packageFile = new URL('../../package.json', import.meta.url);
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));
const userAgent = `Turnaway-Webhooks/${version}`;

/**
 * Sends one message, once, to where its URL leads at this moment and the judge agrees. Redirects are not followed,
 * answers are not unpacked, nothing is remembered between attempts. Never throws for anything that the receiver,
 * its name or the network does.
 */
export async function postMessage(
  message: {
    method: 'POST' | 'PUT' | 'PATCH';
    url: string;
    headers: Record<string, string>;
    body: string;
  },
  guard: Guard,
  timeouts: PostTimeouts = postTimeouts,
): Promise<PostResult> {
  if (!URL.canParse(message.url)) return failed('blocked-address');
  const url = new URL(message.url);
  const deadline = AbortSignal.timeout(timeouts.totalMs);
  const resolve = (name: string) =>
    within(AbortSignal.any([deadline, AbortSignal.timeout(timeouts.resolveMs)]), guard.resolve(name));
  const target = await vetTarget(url, guard.judge, resolve);
  if (!target.ok) return failed(target.error);

  const agent = new Agent({
    connect: { lookup: answerWith(target.addresses), timeout: timeouts.connectMs },
    allowH2: false,
    pipelining: 0,
    // The deadline covers these; they are named so that no default of the library is shorter or longer.
    headersTimeout: timeouts.totalMs,
    bodyTimeout: timeouts.totalMs,
  });
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: message.method,
      headers: { ...message.headers, 'user-agent': userAgent },
      body: message.body,
      signal: deadline,
    });
    const start = await readStart(answer.body);
    const isPacked = answer.headers['content-encoding'] !== undefined;
    return {
      statusCode: answer.statusCode,
      error: answer.statusCode >= 200 && answer.statusCode <= 299 ? null : 'http',
      excerpt: isPacked ? null : excerptAnswer(start, oneHeader(answer.headers['content-type'])),
      retryAfter: oneHeader(answer.headers['retry-after']),
    };
  } catch (error) {
    return failed(classifyFailure(error));
  } finally {
    await agent.destroy();
  }
}

/** How an attempt went that ended before there was an answer. */
export function failed(error: DeliveryError): PostResult {
  return { statusCode: null, error, excerpt: null, retryAfter: null };
}

/** Hands a socket the addresses that were vetted, whatever name it asks for: the name is not resolved again. */
function answerWith(addresses: ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, addresses);
    else if (first === undefined) callback(new Error('no vetted address'), '');
    else callback(null, first.address, first.family);
  };
}

/** The first bytes of an answer, or as many as came before it broke off: the status was the answer that counts. */
async function readStart(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) break;
      chunks.push(chunk);
      length += chunk.length;
      if (length >= answerBytesMax) break;
    }
  } catch {
    // It broke off, or took too long: what came until then is kept.
    return Buffer.concat(chunks);
  }
  return Buffer.concat(chunks).subarray(0, answerBytesMax);
}

function oneHeader(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** What `work` gives, unless the signal comes first. */
export async function within<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
