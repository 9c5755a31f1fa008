import type { AttemptCounts, AttemptOutcome } from '@turnaway/contracts/attempts';
import { formatCount, formatNumber } from './format';

/** How an attempt ended, in a word. */
export const attemptOutcomeLabels: Readonly<Record<AttemptOutcome, string>> = {
  success: 'signed in',
  failed: 'refused',
  abandoned: 'abandoned',
  open: 'not over yet',
};

/** What that means, in a sentence. */
export const attemptMeanings: Readonly<Record<AttemptOutcome, string>> = {
  success: 'The sign-in passed.',
  failed: 'The sign-in was refused, and no success followed.',
  abandoned: 'Nobody answered the prompt within 10 minutes. It does not count as a failure.',
  open: 'There is still time to answer the prompt.',
};

/** What became of a prompt, in one sentence; `null` where no attempt came to it and was over. */
export function tellPrompts(counts: AttemptCounts): string | null {
  const { prompted, succeeded, failed, abandoned, medianAnswerMs } = counts;
  if (prompted === 0) return null;
  const share = (part: number) => {
    const percent = (part / prompted) * 100;
    return percent > 0 && percent < 1 ? 'under 1%' : `${Math.round(percent)}%`;
  };
  const median = medianAnswerMs === null ? '' : `, median ${formatWait(medianAnswerMs)}`;
  const attempts = formatCount(prompted, 'attempt');
  return `Of ${attempts} that came to this prompt last, ${share(succeeded)} went on to sign in${median}; ${share(abandoned)} were abandoned and ${share(failed)} refused.`;
}

/** How long a prompt waited for its answer: `14 s`, `2 min 5 s`. */
export function formatWait(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${formatNumber(seconds)} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}
