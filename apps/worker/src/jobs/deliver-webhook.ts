import { claimAttempt } from '@turnaway/db/alerting/claim-attempt';
import { failUnsent } from '@turnaway/db/alerting/fail-unsent';
import { findTurn, type Turn } from '@turnaway/db/alerting/find-turn';
import { type AttemptOutcome, finishAttempt } from '@turnaway/db/alerting/finish-attempt';
import { getPendingDelivery, type PendingDelivery } from '@turnaway/db/alerting/get-pending-delivery';
import { postponeDelivery } from '@turnaway/db/alerting/postpone-delivery';
import { createSecretBox } from '@turnaway/db/secret-box';
import type { JobPayload } from '@turnaway/jobs';
import type { WorkerContext } from '../context.js';
import type { Tick } from '../live/create-ticker.js';
import { closingOfTest } from '../webhooks/closing-of-test.js';
import { type HostPlace, takePlace } from '../webhooks/host-place.js';
import { createAddressJudge } from '../webhooks/judge-address.js';
import { type OpenTarget, openTarget } from '../webhooks/open-target.js';
import { type PostResult, type PostTimeouts, postTimeouts } from '../webhooks/post-message.js';
import { attemptsMax, nextWaitMs, readRetryAfter } from '../webhooks/retry-schedule.js';
import { sendMessage } from '../webhooks/send-message.js';
import { stopIfFailing } from '../webhooks/stop-if-failing.js';
import { type ResolveName, resolveName } from '../webhooks/vet-target.js';
import { withoutPersonalData } from '../webhooks/without-personal-data.js';

type DeliveryContext = WorkerContext & {
  /** Opens the channels' secrets. */
  secret: string;
  /** Where messages lead back to. */
  publicUrl: string;
  /** Networks that messages may go to although they are not public. */
  allowCidrs: string[];
  tick: Tick;
};

/** What a test puts in place of the system's resolver, the usual patience and chance. */
export interface DeliveryOptions {
  resolve?: ResolveName;
  timeouts?: PostTimeouts;
  random?: () => number;
}

/** An attempt takes half of it at most. Whoever has not finished by then has died, and the sweep has the delivery tried again. */
const leaseMs = 30_000;
/** Clocks of two machines differ: a job may be this much ahead of its time. */
const earlyMaxMs = 1_000;
/** How soon it is asked again whether the message before is through. */
const turnWaitMs = 2_000;
/** Held back by a host that is down for longer than all attempts take, a message is given up. */
const heldMaxMs = 3 * 86_400_000;
/** The receiver says that it is gone for good. */
const statusGone = 410;

/**
 * Tries once to bring a message to its channel, and decides what follows. Does nothing if the message is delivered
 * or given up, if its time has not come, or if another worker has this attempt in hand.
 */
export async function deliverWebhook(
  context: DeliveryContext,
  { deliveryId }: JobPayload<'deliver-webhook'>,
  options: DeliveryOptions = {},
): Promise<void> {
  const delivery = await getPendingDelivery(context.db, deliveryId);
  const now = context.now();
  if (delivery === null || !isDue(delivery, now)) return;
  const { attemptCount } = delivery;
  const turn = await findTurn(context.db, delivery, now);
  if (turn.mustWait) {
    await postpone(context, delivery, { until: new Date(now.getTime() + turnWaitMs) });
    return;
  }
  const reason = reasonNotToSend(delivery, turn, now);
  const target = reason === null ? open(context, delivery) : null;
  if (target === null) {
    await failUnsent(context.db, { deliveryId, attemptCount, reason: reason ?? secretUnreadable, now });
    context.log.info({ deliveryId, reason: reason ?? secretUnreadable }, 'delivery given up');
    return;
  }
  const place = await placeAtHost(context, delivery, target, options);
  if (place === null) return;
  const leaseUntil = new Date(now.getTime() + leaseMs);
  if (await claimAttempt(context.db, { deliveryId, attemptCount, leaseUntil })) {
    await attempt(context, delivery, target, place, options);
  } else {
    await place.abandon();
  }
}

/** A place at the delivery's host; `null` where there is none now, and the delivery comes back later. */
async function placeAtHost(
  context: DeliveryContext,
  delivery: PendingDelivery,
  { target: { url } }: OpenTarget,
  { random = Math.random }: DeliveryOptions,
): Promise<HostPlace | null> {
  const { slotAt, eventType, attemptCount } = delivery;
  const isTest = eventType === 'webhook.test' && attemptCount === 0;
  const taken = await takePlace(context, { url, slotAt, isTest }, random());
  if (taken.place !== null) return taken.place;
  const { admission } = taken;
  if (admission.kind === 'slot') {
    const until = new Date(admission.atMs);
    await postpone(context, delivery, { until, slotAt: until });
  } else {
    await postpone(context, delivery, { until: new Date(admission.untilMs), isHeld: true });
  }
  return null;
}

async function postpone(
  context: DeliveryContext,
  { id: deliveryId, attemptCount }: PendingDelivery,
  to: { until: Date; slotAt?: Date; isHeld?: boolean },
): Promise<void> {
  await postponeDelivery(context.db, { deliveryId, attemptCount, ...to, now: context.now() });
  await enqueueRetry(context, deliveryId, `${attemptCount}-${to.until.getTime()}`, to.until);
}

async function attempt(
  context: DeliveryContext,
  delivery: PendingDelivery,
  target: OpenTarget,
  place: HostPlace,
  options: DeliveryOptions,
): Promise<void> {
  const at = context.now();
  const startedAt = performance.now();
  const { id, body, channel } = delivery;
  const result = await sendMessage(
    { id, body: channel.personalData ? body : withoutPersonalData(body) },
    target,
    at,
    { judge: createAddressJudge(context.allowCidrs), resolve: options.resolve ?? resolveName },
    options.timeouts ?? postTimeouts,
  );
  const latencyMs = Math.round(performance.now() - startedAt);
  const attemptCount = delivery.attemptCount + 1;
  const outcome = outcomeOf(result, attemptCount, context.now(), options.random ?? Math.random);

  await place.leave(result, latencyMs);
  const stopMessageIds = await stopIfFailing(context, delivery, result, context.now());
  const following = outcome.status === 'delivered' ? closingOfTest(delivery, context.now()) : null;
  await finishAttempt(context.db, {
    deliveryId: delivery.id,
    attemptCount,
    attempt: {
      at: at.toISOString(),
      statusCode: result.statusCode,
      latencyMs,
      error: result.error,
      responseExcerpt: result.excerpt,
    },
    outcome,
    following,
  });
  context.tick(delivery.workspaceId, 'deliveries');
  // Neither the address nor the answer: a webhook's URL is a secret of its own.
  context.log.info(
    {
      deliveryId: delivery.id,
      channelId: delivery.channel.id,
      attempt: attemptCount,
      latencyMs,
      statusCode: result.statusCode,
      error: result.error,
      status: outcome.status,
    },
    'delivery tried',
  );
  if (following !== null) await enqueueRetry(context, following.id, '0', following.dueAt);
  for (const id of stopMessageIds) await enqueueRetry(context, id, '0', context.now());
  if (outcome.status === 'pending') {
    await enqueueRetry(context, delivery.id, String(attemptCount), outcome.nextAttemptAt);
  }
}

function isDue({ nextAttemptAt }: PendingDelivery, now: Date): boolean {
  return nextAttemptAt === null || nextAttemptAt.getTime() <= now.getTime() + earlyMaxMs;
}

const secretUnreadable =
  'Not sent: the secret of the channel cannot be read with the present TURNAWAY_SECRET. Renew it, or give it again.';

function reasonNotToSend(delivery: PendingDelivery, turn: Turn, now: Date): string | null {
  const { attemptCount, heldSince } = delivery;
  if (!delivery.channel.enabled) return 'Not sent: the channel is disabled.';
  const notSent = attemptCount > 0 ? 'Not sent again' : 'Not sent in time';
  const isLate = attemptCount > 0 || heldSince !== null;
  if (delivery.isOutdated && isLate) return `${notSent}: the alert is over by now.`;
  if (turn.isSuperseded && isLate) return `${notSent}: a newer message about the same took its place.`;
  if (attemptCount >= attemptsMax) return 'Not sent again: all attempts are used up.';
  if (heldSince !== null && now.getTime() - heldSince.getTime() > heldMaxMs) {
    return `${notSent}: the receiver was down for three days.`;
  }
  return null;
}

function open(context: DeliveryContext, { channel }: PendingDelivery): OpenTarget | null {
  try {
    return openTarget(channel, createSecretBox(context.secret), context.now());
  } catch (error) {
    context.log.error({ err: error, channelId: channel.id }, 'could not open the secret of a channel');
    return null;
  }
}

function outcomeOf(
  result: PostResult,
  attemptsMade: number,
  now: Date,
  random: () => number,
): AttemptOutcome {
  if (result.error === null) return { status: 'delivered' };
  if (result.statusCode === statusGone) return { status: 'failed' };
  const waitMs = nextWaitMs(attemptsMade, readRetryAfter(result.retryAfter, now), random());
  return waitMs === null
    ? { status: 'failed' }
    : { status: 'pending', nextAttemptAt: new Date(now.getTime() + waitMs) };
}

async function enqueueRetry(
  context: DeliveryContext,
  deliveryId: string,
  /** Tells this try from the others: a job that is running would keep one of its own name away. */
  tryName: string,
  nextAttemptAt: Date,
): Promise<void> {
  const delayMs = Math.max(0, nextAttemptAt.getTime() - context.now().getTime());
  try {
    await context.queue.enqueue(
      'deliver-webhook',
      { deliveryId },
      { jobId: `${deliveryId}-${tryName}`, delayMs },
    );
  } catch (error) {
    // The time of the next attempt is stored: the sweep enqueues it then.
    context.log.warn({ err: error, deliveryId }, 'could not enqueue a retry');
  }
}
