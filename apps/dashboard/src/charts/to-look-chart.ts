import type { AlertEvaluation } from '@turnaway/contracts/alert-evaluations';
import { formatClock, formatDay } from '../lib/format';
import type { ChartModel } from './chart-model';

const ticksMax = 6;

/** What a rule saw at each look, against its thresholds. `looks` come the latest first. */
export function toLookChart(
  looks: readonly AlertEvaluation[],
  isShare: boolean,
  timeZone: string,
): ChartModel {
  const inOrder = looks.toReversed();
  const every = Math.max(1, Math.ceil(inOrder.length / ticksMax));
  // Days and counts by the hour have more decimals than anybody reads.
  const shown = (value: number | null) => (value === null || isShare ? value : Math.round(value * 10) / 10);
  // What is over is often no longer seen, and its last look has no value: the one before says how it stood.
  const last = (field: 'value' | 'warnThreshold' | 'threshold' | 'recoveryThreshold') =>
    shown(inOrder.findLast((look) => look[field] !== null)?.[field] ?? null);
  const fired = inOrder.filter(({ state }) => state === 'firing').length;
  return {
    kind: 'line',
    unit: isShare ? 'share' : 'count',
    labels: inOrder.map(({ at }) => `${formatDay(at, timeZone)} ${formatClock(at, timeZone)}`),
    ticks: inOrder.map(({ at }, place) => (place % every === 0 ? formatClock(at, timeZone) : '')),
    lastIsFilling: false,
    marks: [],
    zoom: null,
    series: [
      {
        key: 'value',
        label: 'Value',
        color: 'accent',
        values: inOrder.map(({ value }) => shown(value)),
        total: last('value'),
        href: null,
      },
      ...(inOrder.some(({ warnThreshold }) => warnThreshold !== null)
        ? [
            {
              key: 'warn',
              label: 'Warns at',
              color: 'warn' as const,
              values: inOrder.map(({ warnThreshold }) => shown(warnThreshold)),
              total: last('warnThreshold'),
              href: null,
            },
          ]
        : []),
      {
        key: 'threshold',
        label: 'Fires at',
        color: 'bad',
        values: inOrder.map(({ threshold }) => shown(threshold)),
        total: last('threshold'),
        href: null,
      },
      {
        key: 'recovery',
        label: 'Resolves at',
        color: 'good',
        values: inOrder.map(({ recoveryThreshold }) => shown(recoveryThreshold)),
        total: last('recoveryThreshold'),
        href: null,
      },
    ],
    summary: `What the rule saw at ${inOrder.length} looks; it was firing at ${fired} of them.`,
  };
}
