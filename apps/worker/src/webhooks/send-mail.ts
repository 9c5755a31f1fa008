import type { OutgoingMail } from '@turnaway/messages';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { classifyFailure } from './classify-failure.js';
import { excerptAnswer } from './excerpt-answer.js';
import { failed, type PostResult, type PostTimeouts, postTimeouts, within } from './post-message.js';
import { type Guard, type TargetRules, vetTarget } from './vet-target.js';

/** STARTTLS is asked for wherever a server stands on the internet, so both schemes encrypt there. */
const mailRules: TargetRules = {
  protocols: ['smtp:', 'smtps:'],
  publicProtocols: ['smtp:', 'smtps:'],
  publicPorts: ['', '25', '465', '587', '2525'],
};

const smtpErrorSchema = z.object({
  code: z.string().optional(),
  responseCode: z.number().int().optional(),
  response: z.string().optional(),
});
/** The server spoke, and said no. */
const refusals = ['EAUTH', 'EENVELOPE', 'EMESSAGE'];

/**
 * Brings a letter to its mail server, which must stand where the judge agrees. `messageId` is the same at every
 * attempt, so that mailboxes show a repeat once. Never throws for anything that the server or the network does.
 */
export async function sendMail(
  mail: OutgoingMail,
  messageId: string,
  guard: Guard,
  timeouts: PostTimeouts = postTimeouts,
): Promise<PostResult> {
  if (!URL.canParse(mail.server.url)) return failed('blocked-address');
  const url = new URL(mail.server.url);
  const deadline = AbortSignal.timeout(timeouts.totalMs);
  const resolve = (name: string) =>
    within(AbortSignal.any([deadline, AbortSignal.timeout(timeouts.resolveMs)]), guard.resolve(name));
  const vetted = await vetTarget(url, guard.judge, resolve, mailRules);
  const [first] = vetted.ok ? vetted.addresses : [];
  if (!vetted.ok) return failed(vetted.error);
  if (first === undefined) return failed('dns');

  const isSecure = url.protocol === 'smtps:';
  const { user, password } = mail.server;
  const transport = createTransport({
    // The vetted address itself: the name is not resolved again.
    host: first.address,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    // Plain text only inside a network that the operator allows, where some servers have no certificate.
    requireTLS: guard.judge(first.address) === 'public',
    tls: { servername: url.hostname },
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.totalMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(password === null ? {} : { auth: { user: user ?? mail.from, pass: password } }),
  });
  try {
    const domain = mail.from.split('@').at(-1) ?? 'localhost';
    const thread = mail.thread === null ? null : `<${encodeURIComponent(mail.thread)}@${domain}>`;
    const sent = await within(
      deadline,
      transport.sendMail({
        from: { name: 'Turnaway', address: mail.from },
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: `<${messageId}@${domain}>`,
        ...(thread === null ? {} : { references: thread, inReplyTo: thread }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
    );
    return {
      statusCode: Number(/^\d{3}/.exec(sent.response)?.[0] ?? 250),
      error: null,
      excerpt: excerptAnswer(Buffer.from(sent.response), null),
      retryAfter: null,
    };
  } catch (error) {
    return howItFailed(error);
  } finally {
    transport.close();
  }
}

function howItFailed(error: unknown): PostResult {
  const { data } = smtpErrorSchema.safeParse(error);
  if (data?.responseCode === undefined || !refusals.includes(data.code ?? '')) {
    return failed(classifyFailure(error));
  }
  const excerpt = data.response === undefined ? null : excerptAnswer(Buffer.from(data.response), null);
  return { statusCode: data.responseCode, error: 'refused', excerpt, retryAfter: null };
}
