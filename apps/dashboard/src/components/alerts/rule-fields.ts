/** How a parameter of a rule is typed in: numbers as texts, shares in percent, lists one entry a line. */
export type FieldKind = 'number' | 'percent' | 'switch' | 'lines' | 'choice';

export interface RuleField {
  label: string;
  kind: FieldKind;
  /** A sentence where the label does not say enough. */
  hint?: string;
  choices?: readonly { value: string; label: string }[];
}

const number = (label: string, hint?: string): RuleField => ({
  label,
  kind: 'number',
  ...(hint === undefined ? {} : { hint }),
});
const percent = (label: string): RuleField => ({ label, kind: 'percent' });

/** What each parameter of the kinds is called on screen. The kinds that share a parameter share its words. */
export const ruleFields: Readonly<Record<string, RuleField>> = {
  measure: {
    label: 'Count',
    kind: 'choice',
    choices: [
      { value: 'failures', label: 'failures' },
      { value: 'successes', label: 'successes' },
      { value: 'failure-rate', label: 'failure rate' },
    ],
  },
  direction: {
    label: 'Look for',
    kind: 'choice',
    choices: [
      { value: 'spike', label: 'more than usual' },
      { value: 'drop', label: 'fewer than usual' },
    ],
  },
  groupBy: {
    label: 'For',
    kind: 'choice',
    choices: [
      { value: 'none', label: 'all in one' },
      { value: 'app', label: 'each app' },
      { value: 'cause', label: 'each cause' },
      { value: 'system', label: 'each system' },
    ],
  },
  windowMinutes: number('Within the last (minutes)'),
  silentMinutes: number('Quiet for at least (minutes)'),
  warnSpreads: number('Warn at (times the usual spread)', 'How far the same hours of other weeks stray.'),
  alertSpreads: number('Fire at (times the usual spread)'),
  warnFactor: number('Warn at, at least (times the usual)'),
  alertFactor: number('Fire at, at least (times the usual)'),
  minimumChange: number('Off by at least (events)'),
  minimumAttempts: number('Attempts, at least'),
  coldStartThreshold: number('While still learning, fire at (events)'),
  perApp: { label: 'Also a known code at an app where it is new', kind: 'switch' },
  warnFailures: number('Warn at (failures)'),
  alertFailures: number('Fire at (failures)'),
  minimumPeople: number('People it happens to, at least'),
  learningDays: number('Quiet in the first days of this workspace'),
  warnEvents: number('Warn at (events)'),
  alertEvents: number('Fire at (events)'),
  regressedFailures: number('A resolved error is back at (failures)'),
  escalatedFactor: number('An ignored error has grown by (times)'),
  escalatedFailures: number('An ignored error has at least (failures)'),
  warnShare: percent('Warn at (%)'),
  alertShare: percent('Fire at (%)'),
  minimumFailures: number('Failures, at least'),
  minimumApps: number('Apps hit, at least'),
  expiredFailures: number('Refusals of an expired secret, at least'),
  warnExpiryDays: number('Warn before it expires (days)'),
  alertExpiryDays: number('Fire before it expires (days)'),
  warnMissing: number('Warn at (events missing)'),
  alertMissing: number('Fire at (events missing)'),
  warnLateMinutes: number('Warn when late by (minutes)'),
  alertLateMinutes: number('Fire when late by (minutes)'),
  lateFactor: number('And at least (times the usual delay)'),
  minimumRejects: number('Rejected records, at least'),
  usualFactor: number('And at least (times the usual)'),
  warnAccounts: number('Warn at (accounts)'),
  alertAccounts: number('Fire at (accounts)'),
  triesPerAccountMax: number('Tries at a mean account, at most', 'More than these are no spray.'),
  failedPerSucceeded: number(
    'Strangers that failed for each that got in',
    'An office has far more that get in.',
  ),
  slowWindowMinutes: number('For slow ones, within the last (minutes)', '0: slow ones are not looked for.'),
  slowWarnAccounts: number('Warn of slow ones at (accounts)'),
  slowAlertAccounts: number('Fire for slow ones at (accounts)'),
  minimumAddresses: number('Addresses, at least'),
  warnPrompts: number('Warn at (prompts)'),
  alertPrompts: number('Fire at (prompts)'),
  approvedAfter: number('Fire when one is approved after (prompts)'),
  speedKmPerHour: number('Faster than (km per hour)'),
  radiusKm: number('Taken off every distance (km)', 'An address is placed within its country by guess.'),
  sharedByPeople: number('An address that so many people use is not a place'),
  warnReuses: number('Warn at (reuses)'),
  alertReuses: number('Fire at (reuses)'),
  strangeReuses: number('Fire at, from several addresses (reuses)'),
};

/** Lists that belong together in one parameter, `allow`. */
export const allowFields = {
  addresses: {
    label: 'Addresses that are allowed',
    hint: 'Offices, VPN ranges, scanners: one address or range a line, such as 192.0.2.0/24.',
  },
  accounts: { label: 'Accounts that are allowed', hint: 'Service accounts: one user name a line.' },
} as const;
