import type { Judgment } from '@turnaway/contracts/alert-decision';
import type { AlertParams } from '@turnaway/contracts/alert-kinds';
import type { GroupObservation } from '@turnaway/contracts/alert-observations';
import { formatCount, formatNumber } from './format-number.js';

/** Error groups that were resolved and are back, and ignored ones that have grown beyond what was ignored. */
export function judgeGroupChange(
  params: AlertParams<'group-change'>,
  groups: readonly GroupObservation[],
): Judgment[] {
  return groups.map((group) => {
    const { failures, usualFailures, state } = group;
    const grown = usualFailures * params.escalatedFactor;
    const threshold =
      state === 'resolved'
        ? params.regressedFailures
        : Math.max(params.escalatedFailures, grown, usualFailures + 6 * Math.sqrt(usualFailures));
    return {
      key: group.groupId,
      label: group.label,
      personal: false,
      level: failures >= threshold ? 'alert' : 'ok',
      value: failures,
      warnThreshold: null,
      threshold,
      recoveryThreshold: state === 'resolved' ? 0 : threshold / 2,
      worseWhen: 'higher',
      measure: `failures in ${formatCount(params.windowMinutes, 'minute')}`,
      usual: state === 'resolved' ? 0 : usualFailures,
      because:
        state === 'resolved'
          ? `It was resolved, and ${failures === 1 ? '1 failure has' : `${formatNumber(failures)} failures have`} come since.`
          : `It is ignored at ${formatCount(usualFailures, 'failure')}, and there are ${formatNumber(failures)} now.`,
      evidence: [
        { label: state === 'resolved' ? 'Resolved' : 'Ignored', value: group.stateSince, personal: false },
        ...(group.people === null ? [] : [{ label: 'People', value: group.people, personal: false }]),
      ],
    };
  });
}
