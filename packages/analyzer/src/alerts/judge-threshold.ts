import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { ThresholdObservation } from '@turnaway/contracts/alert-observations';
import { formatCount, formatNumber, formatShare } from './format-number.js';
import { levelOf } from './level-of.js';

const measures = {
  failures: 'failures',
  'affected-users': 'people affected',
  'failure-rate': 'of the attempts failed',
} as const;
const ofOne = { ...measures, failures: 'failure', 'affected-users': 'person affected' } as const;

/** A count or a rate against fixed levels; a rate of few attempts is none, unless an alert waits for its end. */
export function judgeThreshold(
  params: AlertParams<'threshold'>,
  observed: readonly ThresholdObservation[],
): Judgment[] {
  const isRate = params.measure === 'failure-rate';
  const inWindow = `in ${formatCount(params.windowMinutes, 'minute')}`;
  const measure = `${measures[params.measure]} ${inWindow}`;
  const format = isRate ? formatShare : formatNumber;
  return observed.map(({ key, label, value, attempts }) => {
    const isEnough = !isRate || attempts >= params.minimumAttempts;
    const found = isEnough
      ? levelOf(value, params.warnThreshold ?? params.threshold, params.threshold)
      : 'ok';
    const level = params.warnThreshold === null && found === 'warn' ? 'ok' : found;
    const held =
      level === 'warn' && params.warnThreshold !== null
        ? `it warns at ${format(params.warnThreshold)} and alerts at ${format(params.threshold)}`
        : `the threshold is ${format(params.threshold)}`;
    const what = value === 1 ? ofOne : measures;
    return {
      key,
      label,
      personal: false,
      level,
      value,
      warnThreshold: params.warnThreshold,
      threshold: params.threshold,
      recoveryThreshold: params.recoveryThreshold,
      worseWhen: 'higher',
      measure,
      usual: null,
      because: isEnough
        ? `${format(value)} ${what[params.measure]} ${inWindow}; ${held}.`
        : `${formatCount(attempts, 'attempt is', 'attempts are')} fewer than the ${formatNumber(params.minimumAttempts)} that the rule asks for.`,
      evidence: [{ label: 'Attempts', value: attempts, personal: false }],
    };
  });
}
