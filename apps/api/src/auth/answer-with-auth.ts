import { problemSchema } from '@turnaway/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemBody } from '../http/problem.js';
import { type Auth, addressHeader } from './create-auth.js';

const faultSchema = z.object({ message: z.string().optional() });
const answersWithinMs = 15_000;

/**
 * Hands a request, with its `body` as it was checked, to the auth library and sends what it answers; of that only
 * what `answer` names, as the session's token belongs in the cookie alone. Its refusals become problem JSON, like all others. The caller's address goes
 * along for the limit on tries, from the connection or a trusted proxy alone.
 */
export async function answerWithAuth(
  auth: Auth,
  { body, answer }: { body: unknown; answer: z.ZodType },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !name.startsWith('x-forwarded-')) headers.set(name, String(value));
  }
  headers.set(addressHeader, request.ip);
  headers.delete('content-length');
  const response = await auth.handler(
    new Request(new URL(request.url, `${request.protocol}://${request.host}`), {
      method: request.method,
      headers,
      body: body === null ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(answersWithinMs),
    }),
  );
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  const retryAfter = response.headers.get('x-retry-after');
  if (retryAfter !== null) reply.header('retry-after', retryAfter);
  const text = await response.text();
  reply.status(response.status);
  if (response.status < 400) {
    const value = answer.parse(JSON.parse(text || 'null'));
    return void reply.type('application/json; charset=utf-8').send(JSON.stringify(value));
  }
  const problem = problemBody(response.status, request.id, { detail: messageOf(text) });
  return void reply
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemSchema.parse(problem)));
}

function messageOf(body: string): string {
  try {
    return faultSchema.parse(JSON.parse(body)).message ?? 'This was refused.';
  } catch {
    // An answer without words of its own, such as one for an address that the library does not know.
    return 'This was refused.';
  }
}
