import type { ChannelStop } from '@turnaway/contracts';
import type { ChannelFailures } from '@turnaway/db/alerting/note-channel-result';

/** Nothing has come through for so long. */
export const failingMaxMs = 5 * 86_400_000;
/** And so many attempts say so: a quiet channel that fails twice in a week is not given up. */
export const failedAttemptsMin = 10;
/** The receiver says that it is gone for good. */
const statusGone = 410;

/** Why a channel is to be switched off after an attempt that failed; `null` if it is not. */
export function whyStop(
  { failingSince, failedAttempts }: ChannelFailures,
  statusCode: number | null,
  now: Date,
): ChannelStop['because'] | null {
  if (statusCode === statusGone) return 'gone';
  const isOver = now.getTime() - failingSince.getTime() >= failingMaxMs;
  return isOver && failedAttempts >= failedAttemptsMin ? 'failing' : null;
}
