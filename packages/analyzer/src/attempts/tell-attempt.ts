import type { AttemptOutcome } from '@turnaway/contracts/attempts';
import type { CodeClass } from '@turnaway/contracts/readings';

/** Steps told one by one; of longer attempts, the first and the last ones. */
const toldMax = 5;

/**
 * An attempt in one line, such as `asked for MFA → signed in, 14 s`. Steps that repeat are counted, and a success
 * closes the line with the time since the prompt that it answered.
 */
export function tellAttempt(
  steps: readonly Pick<CodeClass, 'outcome' | 'cause' | 'title'>[],
  { outcome, answeredAfterMs }: { outcome: AttemptOutcome; answeredAfterMs: number | null },
): string {
  const told: { phrase: string; times: number }[] = [];
  for (const phrase of steps.map(phraseOf)) {
    const last = told.at(-1);
    if (last?.phrase === phrase) last.times += 1;
    else told.push({ phrase, times: 1 });
  }
  const phrases = told.map(({ phrase, times }) => (times === 1 ? phrase : `${phrase} ${times} times`));
  const shown =
    phrases.length <= toldMax ? phrases : [...phrases.slice(0, 2), '…', ...phrases.slice(2 - toldMax)];
  return `${shown.join(' → ')}${endingOf(outcome, answeredAfterMs)}`;
}

function phraseOf({ outcome, cause, title }: Pick<CodeClass, 'outcome' | 'cause' | 'title'>): string {
  if (outcome === 'success') return 'signed in';
  if (outcome === 'interrupt' && cause === 'mfa') return 'asked for MFA';
  if (outcome === 'interrupt' && cause === 'consent') return 'asked for consent';
  return title;
}

function endingOf(outcome: AttemptOutcome, answeredAfterMs: number | null): string {
  if (outcome === 'abandoned') return ' → abandoned';
  if (outcome === 'open') return ' → not answered yet';
  return outcome === 'success' && answeredAfterMs !== null ? `, ${lengthOf(answeredAfterMs)}` : '';
}

function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}
