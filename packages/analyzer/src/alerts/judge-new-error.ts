import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { CodeSeen, NewErrorObservation } from '@turnaway/contracts/alert-observations';
import { formatCount } from './format-number.js';
import { levelOf } from './level-of.js';

const dayMs = 86_400_000;

/**
 * Error codes that turn people away for the first time. A code that comes once may be somebody's odd day: it must have
 * hit several people, or enough times where no record names one. In the first days every code is new.
 */
export function judgeNewError(
  params: AlertParams<'new-error'>,
  { codes, learnedSince }: NewErrorObservation,
  now: Date,
): Judgment[] {
  const learnedUntilMs =
    learnedSince === null ? Number.POSITIVE_INFINITY : Date.parse(learnedSince) + params.learningDays * dayMs;
  return codes.map((code) => {
    const isLearning = Math.min(Date.parse(code.firstSeenAt), now.getTime()) < learnedUntilMs;
    const isFew = code.people !== null && code.people < params.minimumPeople;
    return {
      ...describe(code, params.windowMinutes),
      level: isLearning || isFew ? 'ok' : levelOf(code.failures, params.warnFailures, params.alertFailures),
      warnThreshold: params.warnFailures,
      threshold: params.alertFailures,
      because: isLearning
        ? `Still learning which codes are usual: ${code.errorCode} was seen in the first ${formatCount(params.learningDays, 'day')}.`
        : `${code.app === null ? `${code.errorCode} (${code.title}) is new` : `${code.title}: new at this app`}, ${formatCount(code.failures, 'failure')} since it was first seen.`,
    };
  });
}

/** Codes that the catalog does not have: each is news, since nobody can say yet what it means. */
export function judgeUnknownCode(
  params: AlertParams<'unknown-code'>,
  codes: readonly CodeSeen[],
): Judgment[] {
  return codes.map((code) => ({
    ...describe(code, params.windowMinutes),
    level: levelOf(code.failures, params.warnEvents, params.alertEvents),
    warnThreshold: params.warnEvents,
    threshold: params.alertEvents,
    because: `${code.app === null ? `The catalog does not have ${code.errorCode}` : 'The catalog does not have this code'}: ${formatCount(code.failures, 'event')} since it was first seen.`,
  }));
}

function describe(code: CodeSeen, windowMinutes: number) {
  const { errorCode, app, failures, people, apps, firstSeenAt, title } = code;
  return {
    key: app === null ? errorCode : `${errorCode}|${app}`,
    label: app === null ? errorCode : `${errorCode} at ${app}`,
    personal: false,
    value: failures,
    recoveryThreshold: 0,
    worseWhen: 'higher' as const,
    measure: `failures in ${formatCount(windowMinutes, 'minute')}`,
    usual: 0,
    evidence: [
      { label: 'Code', value: errorCode, personal: false },
      { label: 'Meaning', value: title, personal: false },
      { label: 'First seen', value: firstSeenAt, personal: false },
      ...(people === null ? [] : [{ label: 'People', value: people, personal: false }]),
      { label: 'Apps', value: apps, personal: false },
    ],
  };
}
