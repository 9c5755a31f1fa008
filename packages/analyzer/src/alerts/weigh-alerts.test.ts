import {
  type AlertKind,
  type AlertParams,
  type AlertWatch,
  alertWatchSchema,
  type CarriedCounts,
  type LeftCounts,
  type LeftQuestion,
  type WeighedAlert,
} from '@turnaway/contracts';
import { expect, test } from 'vitest';
import { weighAlerts } from './weigh-alerts.js';

const now = new Date('2026-05-06T12:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

function watch(kind: AlertKind, params: Record<string, unknown> = {}): AlertWatch {
  return alertWatchSchema.parse({ kind, params });
}

/** An alert of a kind, ten above the level at which it warns. */
function alert(kind: AlertKind, more: Partial<WeighedAlert> & { params?: Record<string, unknown> } = {}) {
  const { params, ...fields } = more;
  const weighed: WeighedAlert = {
    id: fields.id ?? kind,
    ruleId: `rule of ${kind}`,
    watch: watch(kind, params),
    key: 'all',
    level: 'alert',
    value: 60,
    warnThreshold: 50,
    threshold: 55,
    worseWhen: 'higher',
    startedAt: ago(5),
    endedAt: null,
    keepFiringMinutes: 15,
    origin: null,
    told: false,
    silenced: false,
    channels: ['on-call'],
    inhibitedBy: null,
  };
  return { ...weighed, ...fields };
}

const spray = (more: Partial<WeighedAlert> = {}) =>
  alert('password-spray', {
    key: 'network|203.0.113.0/24',
    origin: { networks: ['203.0.113.0/24'] },
    told: true,
    ...more,
  });
const spike = (more: Partial<WeighedAlert> & { params?: Partial<AlertParams<'baseline'>> } = {}) =>
  alert('baseline', more);

/** All counts of a question: so many events, as many accounts, of which so many are left. */
const left = (events: number, leftEvents: number, told: Record<string, number> = {}) =>
  counts({ events, accounts: events, leftEvents, leftAccounts: leftEvents, told });
const counts = (more: Partial<LeftCounts>) => (): LeftCounts => ({
  events: 60,
  accounts: 60,
  leftEvents: 0,
  leftAccounts: 0,
  toldAccounts: (more.accounts ?? 60) - (more.leftAccounts ?? 0),
  told: {},
  ...more,
});

/** By which alert each one is told, of those where that changed; and what was asked. */
function weigh(
  alerts: readonly WeighedAlert[],
  answer: (question: LeftQuestion, key: string) => LeftCounts = left(60, 0),
  carried: CarriedCounts | null = null,
) {
  const questions: LeftQuestion[] = [];
  const weighing = weighAlerts(alerts, now);
  let step = weighing.next({ left: new Map(), carried: null });
  while (step.done !== true) {
    const question = step.value;
    if ('feeds' in question) {
      step = weighing.next({ left: new Map(), carried });
      continue;
    }
    questions.push(question);
    const counted = new Map(question.keys.map((key) => [key, answer(question, key)]));
    step = weighing.next({ left: counted, carried: null });
  }
  return { told: Object.fromEntries(step.value.map(({ alertId, by }) => [alertId, by])), questions };
}

test.each<[name: string, alerts: WeighedAlert[], answer: ReturnType<typeof counts>, told: object]>([
  ['a spike that is a spray', [spray(), spike()], left(60, 5), { baseline: 'password-spray' }],
  ['a spike with more beside the spray', [spray(), spike()], left(60, 50), {}],
  ['a spike of which too little is kept to know', [spray(), spike()], left(9, 0), {}],
  ['a spike that the spray has no part in', [spray(), spike()], left(60, 60), {}],
  ['a spike of which nothing is kept', [spray(), spike()], left(0, 0), {}],
  ['both found in one look', [spike(), spray({ told: false })], left(60, 5), { baseline: 'password-spray' }],
  ['a spike that was told before', [spray(), spike({ told: true })], left(60, 5), {}],
  ['an alert where the other only warns', [spray({ level: 'warn' }), spike()], left(60, 5), {}],
  [
    'a warning where the other warns',
    [spray({ level: 'warn' }), spike({ level: 'warn' })],
    left(60, 5),
    { baseline: 'password-spray' },
  ],
  ['a spray that a silence keeps quiet', [spray({ silenced: true }), spike()], left(60, 5), {}],
  [
    'a spray that is over, in whose time the window lies',
    [spray({ endedAt: ago(70) }), spike()],
    left(60, 5),
    { baseline: 'password-spray' },
  ],
  [
    'a spray that was over before the window began',
    [spray({ endedAt: ago(80) }), spike({ inhibitedBy: 'password-spray' })],
    left(60, 5),
    { baseline: null },
  ],
  [
    'more than the spray has come since',
    [spray(), spike({ inhibitedBy: 'password-spray', value: 200 })],
    left(200, 140),
    { baseline: null },
  ],
  [
    'it only goes on for a while, and the spray is gone',
    [spike({ inhibitedBy: 'password-spray', value: 20 })],
    left(20, 20),
    {},
  ],
  [
    'an account that was entered during a spray',
    [spray(), alert('success-after-failures', { key: 'ada' })],
    left(60, 0),
    {},
  ],
  ['prompts during a spray', [spray(), alert('mfa-fatigue', { key: 'ada' })], left(60, 0), {}],
  ['a code that nobody knows, during a spray', [spray(), alert('unknown-code')], left(60, 0), {}],
  [
    'stuffing that is one network’s spray',
    [spray(), alert('credential-stuffing')],
    left(60, 8),
    { 'credential-stuffing': 'password-spray' },
  ],
  [
    'lockouts, most of which are others',
    [spray(), alert('lockout-storm')],
    counts({ leftEvents: 10, leftAccounts: 55 }),
    {},
  ],
  [
    'one tool’s spray while the stuffing was told',
    [
      alert('credential-stuffing', { told: true }),
      spray({ told: false, key: 'client|okhttp', origin: { clients: ['okhttp'] } }),
    ],
    left(60, 0),
    { 'password-spray': 'credential-stuffing' },
  ],
  [
    'one network’s spray while stuffing goes on',
    [alert('credential-stuffing', { told: true }), spray({ told: false })],
    left(60, 0),
    {},
  ],
  [
    'a brute force from the network of a spray',
    [spray(), alert('brute-force', { key: 'ada' })],
    left(60, 0),
    { 'brute-force': 'password-spray' },
  ],
  [
    'a share of attempts without a provider’s failures',
    [
      alert('provider-trouble', { key: 'entra|identity-provider', told: true }),
      spike({
        params: { measure: 'failure-rate' },
        ...{ value: 0.4, warnThreshold: 0.2, threshold: 0.3 },
      }),
    ],
    left(400, 50),
    { baseline: 'provider-trouble' },
  ],
  [
    'a share that is as large without them',
    [
      alert('provider-trouble', { key: 'entra|identity-provider', told: true }),
      spike({
        params: { measure: 'failure-rate' },
        ...{ value: 0.4, warnThreshold: 0.2, threshold: 0.3 },
      }),
    ],
    left(400, 300),
    {},
  ],
  [
    'successes that are missing where as many failed at the provider',
    [
      alert('provider-trouble', { key: 'entra|identity-provider', told: true }),
      spike({
        params: { measure: 'successes', direction: 'drop' },
        ...{ value: 20, warnThreshold: 60, threshold: 40, worseWhen: 'lower' },
      }),
    ],
    counts({ toldAccounts: 50 }),
    { baseline: 'provider-trouble' },
  ],
  [
    'successes that are missing where few failed at the provider',
    [
      alert('provider-trouble', { key: 'entra|identity-provider', told: true }),
      spike({
        params: { measure: 'successes', direction: 'drop' },
        ...{ value: 20, warnThreshold: 60, threshold: 40, worseWhen: 'lower' },
      }),
    ],
    counts({ toldAccounts: 30 }),
    {},
  ],
  [
    'successes that are missing during a spray',
    [
      spray(),
      spike({
        params: { measure: 'successes', direction: 'drop' },
        ...{ value: 20, warnThreshold: 60, threshold: 40, worseWhen: 'lower' },
      }),
    ],
    counts({ toldAccounts: 50 }),
    {},
  ],
  [
    'an app’s spike that is its refused secret',
    [
      alert('app-credential', { key: 'Payroll|entra/7000222', told: true }),
      spike({ key: 'Payroll', params: { groupBy: 'app' } }),
    ],
    left(60, 1),
    { baseline: 'app-credential' },
  ],
  [
    'an app’s spike while a secret of it will expire',
    [
      alert('app-credential', { key: 'Payroll|expires:1', told: true }),
      spike({ key: 'Payroll', params: { groupBy: 'app' } }),
    ],
    left(60, 0),
    {},
  ],
  [
    'a person’s travel to where the account was entered',
    [
      alert('success-after-failures', { key: 'ada', told: true, origin: { addresses: ['198.51.100.7'] } }),
      alert('impossible-travel', { key: 'ada', origin: { addresses: ['192.0.2.1', '198.51.100.7'] } }),
    ],
    left(0, 0),
    { 'impossible-travel': 'success-after-failures' },
  ],
  [
    'a person’s travel to elsewhere',
    [
      alert('success-after-failures', { key: 'ada', told: true, origin: { addresses: ['198.51.100.7'] } }),
      alert('impossible-travel', { key: 'ada', origin: { addresses: ['192.0.2.1', '203.0.113.5'] } }),
    ],
    left(0, 0),
    {},
  ],
  [
    'a feed that is silent because nothing of it can be read',
    [
      alert('rejects', { key: 'feed-1', told: true }),
      alert('feed-silent', { key: 'feed-1|silent' }),
      alert('feed-silent', { id: 'other feed', key: 'feed-2|silent' }),
    ],
    left(0, 0),
    { 'feed-silent': 'rejects' },
  ],
])('who tells: %s', (_, alerts, answer, told) => {
  expect(weigh(alerts, answer).told).toEqual(told);
  expect(weigh(alerts.toReversed(), answer).told).toEqual(told);
});

const silence = (feed: string, more: Partial<WeighedAlert> = {}) =>
  alert('feed-silent', { id: feed, key: `${feed}|silent`, ...more });
const drop = (more: Parameters<typeof spike>[0] = {}) =>
  spike({
    params: { measure: 'successes', direction: 'drop', ...more.params },
    ...{ value: 0, warnThreshold: 60, threshold: 40, worseWhen: 'lower' as const },
    ...(more.told === undefined ? {} : { told: more.told }),
    ...(more.inhibitedBy === undefined ? {} : { inhibitedBy: more.inhibitedBy }),
  });
const carries = (usual: number, recentSuccesses = 0, recentOthers = 0) => ({
  usual,
  recentSuccesses,
  recentOthers,
});

test.each<[string, alerts: WeighedAlert[], feeds: CarriedCounts['feeds'], told: object]>([
  [
    'the one feed that brings all of them',
    [silence('feed-1'), drop()],
    { 'feed-1': carries(1_000) },
    { baseline: 'feed-1' },
  ],
  ['a feed that brings half of them', [silence('feed-1'), drop()], { 'feed-1': carries(500) }, {}],
  [
    'two that bring nearly all; the larger is named',
    [silence('feed-1'), silence('feed-2'), drop()],
    { 'feed-1': carries(300), 'feed-2': carries(650) },
    { baseline: 'feed-2' },
  ],
  [
    'a feed that brings failures by now, and no success',
    [silence('feed-1'), drop()],
    { 'feed-1': carries(1_000, 0, 20) },
    {},
  ],
  [
    'a feed that is over with its silence, and brings both',
    [silence('feed-1', { endedAt: ago(10), told: true }), drop()],
    { 'feed-1': carries(1_000, 30, 20) },
    { baseline: 'feed-1' },
  ],
  [
    'a feed that brings all of them late',
    [alert('feed-silent', { id: 'feed-1', key: 'feed-1|late' }), drop()],
    { 'feed-1': carries(1_000) },
    {},
  ],
  [
    'a silence that only warns',
    [silence('feed-1', { level: 'warn' }), drop()],
    { 'feed-1': carries(1_000) },
    {},
  ],
  [
    'a feed, where the drop was told before it',
    [silence('feed-1'), drop({ told: true })],
    { 'feed-1': carries(1_000) },
    { baseline: 'feed-1' },
  ],
  [
    'a feed that brings half, where the drop was told before it',
    [silence('feed-1'), drop({ told: true })],
    { 'feed-1': carries(500) },
    {},
  ],
  [
    'a feed that told of the drop, and brings failures by now',
    [silence('feed-1', { told: true }), drop({ told: true, inhibitedBy: 'feed-1' })],
    { 'feed-1': carries(1_000, 0, 20) },
    { baseline: null },
  ],
  [
    'a feed, beside a provider’s trouble, where the drop was told before both',
    [alert('provider-trouble', { key: 'entra|identity-provider' }), drop({ told: true })],
    {},
    {},
  ],
  ['a feed, where more fails than usual', [silence('feed-1'), spike()], { 'feed-1': carries(1_000) }, {}],
  [
    'a feed, where the successes of one app are missing',
    [silence('feed-1'), drop({ params: { groupBy: 'app' } })],
    { 'feed-1': carries(1_000) },
    {},
  ],
  ['a feed of which nothing is usual', [silence('feed-1'), drop()], { 'feed-1': carries(0) }, {}],
])('successes that are missing during the silence of %s', (name, alerts, feeds, told) => {
  const usual = name.includes('nothing is usual') ? 0 : 1_000;
  expect(weigh(alerts, left(60, 0), { usual, feeds }).told).toEqual(told);
  expect(weigh(alerts.toReversed(), left(60, 0), { usual, feeds }).told).toEqual(told);
});

test.each<[string, channels: string[], told: boolean]>([
  ['the same channel', ['on-call'], true],
  ['a channel of its own', ['team'], false],
  ['one channel more', ['on-call', 'team'], false],
  ['nobody', [], true],
])(
  'an alert whose rule tells %s is told by another one only where all of them hear of that',
  (_, channels, isTold) => {
    const alerts = [spray({ channels: ['on-call', 'security'] }), spike({ channels })];
    expect(weigh(alerts).told).toEqual(isTold ? { baseline: 'password-spray' } : {});
  },
);

test('what is told by another one tells of nothing itself', () => {
  const alerts = [spray(), alert('brute-force', { key: 'ada' }), spike()];
  const { told, questions } = weigh(alerts, (question) => left(60, question.kind === 'baseline' ? 55 : 0)());
  expect(told).toEqual({ 'brute-force': 'password-spray' });
  expect(questions.find(({ kind }) => kind === 'baseline')?.others.map(({ id }) => id)).toEqual([
    'password-spray',
  ]);
});

test('several together may be all of it; the one that tells of most is named', () => {
  const alerts = [spray(), alert('brute-force', { key: 'ada', told: true }), spike()];
  const { told } = weigh(alerts, left(60, 5, { 'password-spray': 20, 'brute-force': 35 }));
  expect(told).toEqual({ baseline: 'brute-force' });
});

test('the alerts of a rule are counted at once, by what they are about', () => {
  const params = { measure: 'failures', threshold: 55, recoveryThreshold: 1, groupBy: 'app' };
  const apps = ['Payroll', 'Wiki', 'VPN'].map((key) => alert('threshold', { id: key, key, params }));
  const trouble = alert('provider-trouble', { key: 'entra|identity-provider', told: true });
  const { told, questions } = weigh([trouble, ...apps], (_, key) => left(60, key === 'VPN' ? 60 : 0)());
  expect(told).toEqual({ Payroll: 'provider-trouble', Wiki: 'provider-trouble' });
  expect(questions).toMatchObject([
    {
      by: 'app',
      keys: ['Payroll', 'VPN', 'Wiki'],
      others: [{ events: { system: 'entra', source: 'identity-provider', cause: 'service-fault' } }],
    },
  ]);
});

test('10,000 alerts are weighed with one question', () => {
  const params = { measure: 'failures', threshold: 55, recoveryThreshold: 1, groupBy: 'app' };
  const apps = Array.from({ length: 10_000 }, (_, index) =>
    alert('threshold', { id: `app ${index}`, key: `app ${index}`, params }),
  );
  const trouble = alert('provider-trouble', { key: 'entra|identity-provider', told: true });
  const { told, questions } = weigh([trouble, ...apps]);
  expect(Object.keys(told)).toHaveLength(10_000);
  expect(questions).toHaveLength(1);
});

test('of 10,000 alerts that may tell of one, no more are asked about than fit into a question', () => {
  const attacked = Array.from({ length: 10_000 }, (_, index) =>
    alert('brute-force', { id: `person ${index}`, key: `person${index}`, told: true }),
  );
  const { questions } = weigh([...attacked, spike()]);
  expect(questions).toHaveLength(1);
  expect(questions[0]?.others).toHaveLength(100);
});
