import type { z } from 'zod';

/** What came of asking the server: what was asked for, or a sentence that says why not. */
export type Answer<Value> = { ok: true; value: Value; headers: Headers } | { ok: false; problem: string };

/** How to ask. */
export interface Asking {
  baseUrl: string;
  /** `null`: nothing that needs one is asked. */
  token: string | null;
}

const answerTimeoutMs = 10_000;
const answerBytesMax = 16 * 1_024 * 1_024;

/**
 * Asks a running Turnaway for something. `statuses` lists answers other than 200 that are as good. Never rejects for
 * what the server or the network does; the token goes nowhere else, since no redirect is followed.
 */
export async function askServer<Schema extends z.ZodType>(
  { baseUrl, token }: Asking,
  path: string,
  schema: Schema,
  statuses: readonly number[] = [],
): Promise<Answer<z.output<Schema>>> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      headers: {
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (!response.ok && !statuses.includes(response.status)) {
      await response.body?.cancel();
      return { ok: false, problem: refusal(response.status) };
    }
    const parsed = schema.safeParse(JSON.parse(await readText(response)));
    if (!parsed.success) return { ok: false, problem: 'the answer was not understood: is this Turnaway?' };
    return { ok: true, value: parsed.data, headers: response.headers };
  } catch (error) {
    return { ok: false, problem: troubleOf(error) };
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > answerBytesMax) throw new SyntaxError('too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function refusal(status: number): string {
  if (status === 401 || status === 403) return `the API token was refused (${status})`;
  if (status >= 300 && status < 400)
    return `it answers with a redirect (${status}): give the address it leads to`;
  return `it answers with ${status}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** The words for what the network did; a bug is thrown on. */
function troubleOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer was not understood: is this Turnaway?';
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return `no answer within ${answerTimeoutMs / 1_000} seconds`;
  const code = codeOf(error.cause) ?? codeOf(error);
  // What fetch could not do is a TypeError with the reason for its cause.
  if (code === null && error.cause === undefined) throw error;
  return reasons[code ?? ''] ?? `it cannot be reached (${code ?? 'unknown reason'})`;
}

function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0]) ?? ownCodeOf(error);
  return ownCodeOf(error);
}

function ownCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
