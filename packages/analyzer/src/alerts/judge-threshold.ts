import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { ThresholdObservation } from '@turnaway/contracts/alert-observations';
import { formatNumber, formatShare } from './format-number.js';
import { levelOf } from './level-of.js';

const measures = {
  failures: 'failures',
  'affected-users': 'people affected',
  'failure-rate': 'of the attempts failed',
} as const;

/** A count or a rate against fixed levels; a rate of few attempts is none, unless an alert waits for its end. */
export function judgeThreshold(
  params: AlertParams<'threshold'>,
  observed: readonly ThresholdObservation[],
): Judgment[] {
  const isRate = params.measure === 'failure-rate';
  const measure = `${measures[params.measure]} in ${params.windowMinutes} minutes`;
  const format = isRate ? formatShare : formatNumber;
  return observed.map(({ key, label, value, attempts }) => {
    const isEnough = !isRate || attempts >= params.minimumAttempts;
    const level = isEnough
      ? levelOf(value, params.warnThreshold ?? params.threshold, params.threshold)
      : 'ok';
    return {
      key,
      label,
      personal: false,
      level: params.warnThreshold === null && level === 'warn' ? 'ok' : level,
      value,
      warnThreshold: params.warnThreshold,
      threshold: params.threshold,
      recoveryThreshold: params.recoveryThreshold,
      worseWhen: 'higher',
      measure,
      usual: null,
      because: isEnough
        ? `${format(value)} ${measure}; the threshold is ${format(params.threshold)}.`
        : `${attempts} attempts are fewer than the ${params.minimumAttempts} that the rule asks for.`,
      evidence: [{ label: 'Attempts', value: attempts, personal: false }],
    };
  });
}
