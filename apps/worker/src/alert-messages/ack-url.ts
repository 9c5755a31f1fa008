import { signAckToken } from '@turnaway/db/ack-token';

/** Whoever has the link can say that they have the alert in hand, for as long as news of it matters. */
const goodForMs = 7 * 86_400_000;

/** The address behind which an alert (a UUID) is acknowledged, with no sign-in: the link is signed. */
export function ackUrl(
  { publicUrl, secret }: { publicUrl: string; secret: string },
  alertId: string,
  now: Date,
): string {
  const until = new Date(now.getTime() + goodForMs);
  return `${publicUrl.replace(/\/+$/, '')}/ack/${signAckToken(secret, alertId, until)}`;
}
