import type { Recurrence, SilenceMatchers } from '@turnaway/contracts/silences';

/** What a silence is held against: the rule of an alert, and what leads in it. */
export interface SilenceableAlert {
  ruleId: string;
  system: string | null;
  /** `entra/50126#variant` */
  errorCode: string | null;
  cause: string | null;
  source: string | null;
  app: string | null;
}

/** A silence whose start and end `now` lies between. */
export interface RunningSilence {
  id: string;
  matchers: SilenceMatchers;
  recurrence: Recurrence | null;
}

/** The first silence that keeps an alert quiet now; `null` if none does. */
export function findSilence(
  silences: readonly RunningSilence[],
  alert: SilenceableAlert,
  now: Date,
): RunningSilence | null {
  return (
    silences.find(
      ({ matchers, recurrence }) =>
        fits(matchers, alert) && (recurrence === null || isWithin(recurrence, now)),
    ) ?? null
  );
}

function fits(matchers: SilenceMatchers, alert: SilenceableAlert): boolean {
  const [plainCode] = alert.errorCode?.split('#') ?? [];
  const has = (wanted: readonly string[] | undefined, ...found: (string | null | undefined)[]) =>
    wanted === undefined || found.some((value) => typeof value === 'string' && wanted.includes(value));
  return (
    has(matchers.ruleId, alert.ruleId) &&
    has(matchers.system, alert.system) &&
    has(matchers.code, alert.errorCode, plainCode) &&
    has(matchers.cause, alert.cause) &&
    has(matchers.source, alert.source) &&
    has(matchers.app, alert.app)
  );
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Whether the clock on the wall of that time zone stands within the hours. They may run past midnight. */
function isWithin({ days, from, to, timeZone }: Recurrence, now: Date): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((item) => item.type === type)?.value ?? '';
  const today = weekdays.indexOf(part('weekday'));
  const yesterday = (today + 6) % 7;
  const time = `${part('hour')}:${part('minute')}`;
  if (from < to) return days.includes(today) && time >= from && time < to;
  return (days.includes(today) && time >= from) || (days.includes(yesterday) && time < to);
}
