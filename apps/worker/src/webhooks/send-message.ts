import { alertWebhookSchema } from '@turnaway/contracts';
import { type ChannelTarget, formatMessage, isTaken } from '@turnaway/messages';
import type { OpenTarget } from './open-target.js';
import { failed, type PostResult, type PostTimeouts, postMessage } from './post-message.js';
import { sendMail } from './send-mail.js';
import { signMessage } from './sign-message.js';
import type { Guard } from './vet-target.js';

/**
 * Sends a stored message once, written as its channel takes it. `body` is the message as it was stored; a webhook
 * gets these very bytes, signed for the time `at`.
 */
export async function sendMessage(
  { id, body }: { id: string; body: string },
  { target, signingSecrets }: OpenTarget,
  at: Date,
  guard: Guard,
  timeouts: PostTimeouts,
): Promise<PostResult> {
  if (target.kind === 'webhook') {
    const headers = { 'content-type': 'application/json', ...signMessage({ id, body }, signingSecrets, at) };
    return postMessage({ method: 'POST', url: target.url, headers, body }, guard, timeouts);
  }
  const outgoing = write(target, { id, body });
  if (outgoing === null) return failed('message');
  if (outgoing.by === 'mail') return sendMail(outgoing, id, guard, timeouts);
  const result = await postMessage(outgoing, guard, timeouts);
  const { statusCode } = result;
  return result.error !== null || statusCode === null || isTaken(target.kind, statusCode, result.excerpt)
    ? result
    : { ...result, error: 'refused' };
}

/** `null` for a message that cannot be written: a template that no longer parses. */
function write(target: ChannelTarget, { id, body }: { id: string; body: string }) {
  const message = alertWebhookSchema.parse(JSON.parse(body));
  try {
    return formatMessage(message, target, id);
  } catch {
    // The channel's own template is at fault, and the delivery says so.
    return null;
  }
}
