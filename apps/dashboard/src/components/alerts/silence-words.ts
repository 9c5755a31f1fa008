import type { Silence } from '@turnaway/contracts/silences';
import { causeLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What a silence keeps quiet, as a part of a sentence: "cause is Second factor and app is VPN". */
export function silenceSentence(
  { matchers }: Pick<Silence, 'matchers'>,
  ruleName: (id: string) => string,
): string {
  const clause = (label: string, values: readonly string[] | undefined, write: (value: string) => string) =>
    values === undefined ? [] : [`${label} is ${values.map(write).join(' or ')}`];
  return [
    ...clause('rule', matchers.ruleId, ruleName),
    ...clause('system', matchers.system, systemLabel),
    ...clause('code', matchers.code, String),
    ...clause('cause', matchers.cause, (cause) => causeLabels[cause as keyof typeof causeLabels]),
    ...clause('source', matchers.source, (source) => sourceLabels[source as keyof typeof sourceLabels]),
    ...clause('app', matchers.app, String),
  ].join(' and ');
}

/** The hours of the week that a silence holds in: "Mon, Tue 22:00 to 06:00 (Europe/Zurich)". */
export function hoursSentence(recurrence: Silence['recurrence']): string | null {
  if (recurrence === null) return null;
  const { days, from, to, timeZone } = recurrence;
  const names = days.length === 7 ? 'Every day' : days.map((day) => dayNames[day]).join(', ');
  return `${names} ${from} to ${to} (${timeZone})`;
}
