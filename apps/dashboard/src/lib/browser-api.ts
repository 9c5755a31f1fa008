import type { Problem } from '@turnaway/contracts/problem';

export type Sent<Answer> =
  | { ok: true; answer: Answer }
  | { ok: false; status: number; message: string; fields: Record<string, string> };

/**
 * Asks the API from the browser. A refusal comes back as words to show, with the fields it is about. `signal` ends what
 * nobody waits for any more.
 */
export async function send<Answer = undefined>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Sent<Answer>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(30_000), ...(signal === undefined ? [] : [signal])]),
    });
  } catch {
    return refused(0, 'Turnaway could not be reached. Check your connection, then try again.');
  }
  const text = await response.text();
  const value = text === '' ? undefined : parseJson(text);
  if (response.ok) return { ok: true, answer: value as Answer };
  if (response.status === 401 && !path.startsWith('/api/auth/')) {
    return refused(401, 'Your session has ended. Sign in again, then repeat this.');
  }
  const problem = (value ?? {}) as Partial<Problem>;
  const fields = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
  const message =
    problem.detail ?? problem.title ?? `Turnaway answered with ${response.status}. Try again in a moment.`;
  return { ok: false, status: response.status, message, fields };
}

function refused(status: number, message: string): Sent<never> {
  return { ok: false, status, message, fields: {} };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway in between may answer with a page; its status says all that can be said.
    return undefined;
  }
}
