import { lookup } from '@turnaway/catalog';
import { alertWebhookSchema, type CodeClass, defaultAlertRules } from '@turnaway/contracts';
import type { GroupAlert } from '@turnaway/db/alerting/list-group-alerts';
import { describe, expect, test } from 'vitest';
import type { AlertFacts } from './alert-facts.js';
import { composeMessage } from './compose-message.js';

const now = new Date('2026-01-31T08:00:30.000Z');

function code(over: Partial<CodeClass & { events: number }> = {}): CodeClass & { events: number } {
  return {
    system: 'entra',
    code: '53003',
    variant: null,
    known: true,
    title: 'Refused by an access policy',
    outcome: 'failure',
    cause: 'access-policy',
    source: 'identity-provider',
    actor: 'tenant-admin',
    events: 30,
    ...over,
  };
}

function facts(over: Partial<AlertFacts> = {}, rule: Partial<AlertFacts['rule']> = {}): AlertFacts {
  return {
    alert: { id: 'a1', dedupKey: 'rule:r1', startedAt: now, endedAt: null, peakValue: 42 },
    rule: {
      id: 'r1',
      name: 'Payroll',
      kind: 'threshold',
      measure: 'failures',
      filter: {},
      isOff: false,
      windowMinutes: 10,
      thresholds: { threshold: 20, recoveryThreshold: 5 },
      ...rule,
    },
    alerts: { firing: 1, ended: 0, items: [] },
    alsoSeen: { count: 0, items: [] },
    window: { from: new Date('2026-01-31T07:50:00.000Z'), to: now },
    value: 42,
    counts: { failures: 42, successes: 100, attempts: 142, people: 17 },
    topCodes: [code(), code({ code: '50126', title: 'Wrong password', actor: 'end-user', events: 12 })],
    topApps: [{ app: 'Payroll', events: 40 }],
    publicUrl: 'https://turnaway.example/',
    ackUrl: 'https://turnaway.example/ack/signed',
    ...over,
  };
}

const compose = (given: AlertFacts) => alertWebhookSchema.parse(composeMessage(given, now, lookup));
function dataOf(given: AlertFacts) {
  const message = compose(given);
  if (message.type !== 'alert.firing' && message.type !== 'alert.resolved')
    throw new Error('expected an alert');
  return message.data;
}

test('a firing alert says what, since when, against which threshold, what leads, whose move it is, and where to start', () => {
  const message = compose(facts());
  expect(message).toMatchObject({ type: 'alert.firing', timestamp: now.toISOString() });
  const data = dataOf(facts());
  expect(data.title).toBe('Payroll: 42 failed sign-ins in 10 minutes');
  expect(data.summary).toContain('Since 2026-01-31 08:00 UTC. The rule fires at 20.');
  expect(data.summary).toContain('17 people are affected.');
  expect(data.summary).toContain(
    'The leading code is entra/53003 (Refused by an access policy), with 30 of 42.',
  );
  expect(data.summary).toContain(lookup({ system: 'entra', code: '53003', variant: null })?.summary);
  expect(data.summary).toContain('The next move is with an admin of the tenant.');
  expect(data.topErrors[0]?.firstSteps.length).toBeGreaterThan(0);
});

test('what other rules see of the same is counted and named, and without it nothing is said', () => {
  const item = { alertId: 'a2', ruleName: 'More failures than usual', because: '40 failures in 60 minutes.' };
  const data = dataOf(facts({ alsoSeen: { count: 7, items: [item] } }));
  expect(data.alsoSeen).toEqual({ count: 7, items: [item] });
  expect(data.summary).toContain('Also seen: 7 alerts (More failures than usual).');
  expect(dataOf(facts()).alsoSeen).toBeUndefined();
  expect(dataOf(facts()).summary).not.toContain('Also seen');
});

test('an alert that is over says how long it lasted and how bad it was', () => {
  const startedAt = new Date(now.getTime() - 65 * 60_000);
  const data = dataOf(
    facts({ value: 3, alert: { id: 'a1', dedupKey: 'd', startedAt, endedAt: now, peakValue: 1_234 } }),
  );
  expect(data.title).toBe('Over: Payroll. Now 3 failed sign-ins in 10 minutes');
  expect(data.summary).toContain('The rule ends at 5 or less.');
  expect(data.summary).toContain(
    'It began at 2026-01-31 06:55 UTC, lasted 1 hour 5 minutes and reached 1,234 at its worst.',
  );
});

test('how long it lasted fits the minutes that it began and ended at', () => {
  const startedAt = new Date('2026-01-31T07:58:36.000Z');
  const { summary } = dataOf(
    facts({ value: 3, alert: { id: 'a1', dedupKey: 'd', startedAt, endedAt: now, peakValue: 40 } }),
  );
  expect(summary).toContain('lasted 2 minutes');
});

test('a warning says that it is one, and from where on it is more', () => {
  const item: GroupAlert = {
    ...{ id: 'a1', key: 'all', label: 'All sign-ins', personal: false, state: 'firing', level: 'warn' },
    ...{ because: 'So.', evidence: [], usual: null, startedAt: now, endedAt: null, value: 12, peakValue: 12 },
    ...{ threshold: 20, recoveryThreshold: 5, valueMeasure: 'failures in 10 minutes' },
    about: { system: null, errorCode: null, cause: null, source: null, app: null },
  };
  const { summary } = dataOf(facts({ value: 12, alerts: { firing: 1, ended: 0, items: [item] } }));
  expect(summary).toContain('It is a warning: the rule alerts at 20.');
});

describe('how bad it is against what is usual', () => {
  const item = (usual: number | null, over: Partial<GroupAlert> = {}): GroupAlert => ({
    ...{ id: 'a1', key: 'all', label: 'All sign-ins', personal: false, state: 'firing', level: 'alert' },
    ...{ because: 'So.', evidence: [], usual, startedAt: now, endedAt: null, value: 42, peakValue: 42 },
    ...{ threshold: 20, recoveryThreshold: 5, valueMeasure: 'failures in 10 minutes' },
    about: { system: null, errorCode: null, cause: null, source: null, app: null },
    ...over,
  });
  const told = (given: GroupAlert, rule: Partial<AlertFacts['rule']> = {}, over: Partial<AlertFacts> = {}) =>
    dataOf(facts({ alerts: { firing: 1, ended: 0, items: [given] }, ...over }, rule));
  const rate = { measure: 'failure-rate', thresholds: { threshold: 0.2, recoveryThreshold: 0.1 } } as const;
  const ofRate = { valueMeasure: 'of the attempts failed in 10 minutes' };
  const ofApp = { key: 'VPN', label: 'VPN', because: '42 failures. At this time, 3 are usual.' };

  test.each([
    ['a count', item(3), {}, 'The rule fires at 20. Usual at this time: 3.'],
    ['nothing is usual', item(0), {}, 'The rule fires at 20. None is usual at this time.'],
    ['too little is known', item(null), {}, 'What is usual at this time is not known yet.'],
    ['people', item(2), { measure: 'affected-users' }, 'Usual at this time: 2.'],
    ['a rate', item(0.021, ofRate), rate, 'The rule fires at 20%. Usual at this time: 2.1%.'],
  ] as const)('of a rule that fires at a threshold: %s', (_, given, rule, sentence) => {
    const data = told(given, rule);
    expect(data.summary).toContain(sentence);
    expect(data.usual).toBe(given.usual);
  });

  test('of one app it stands with the finding, and once', () => {
    const { title, summary } = told(item(3, ofApp));
    expect(title).toContain('At this time, 3 are usual');
    expect(`${title} ${summary}`.match(/usual/g)).toHaveLength(1);
  });

  test('of what is over it is said, unless it was not known', () => {
    const over = { alert: { id: 'a1', dedupKey: 'd', startedAt: now, endedAt: now, peakValue: 60 } };
    expect(told(item(3), {}, over).summary).toContain('reached 60 at its worst. Usual at this time: 3.');
    expect(told(item(null), {}, over).summary).not.toContain('usual');
  });
});

describe('each measure is told in its own words', () => {
  test('people', () => {
    const data = dataOf(facts({ value: 1 }, { measure: 'affected-users', windowMinutes: 60 }));
    expect(data.title).toBe('Payroll: 1 person turned away in 1 hour');
    expect(data.summary).toContain('Behind them: 42 failed sign-ins.');
  });
  test('share', () => {
    const thresholds = { threshold: 0.2, recoveryThreshold: 0.1 };
    const data = dataOf(facts({ value: 42 / 142 }, { measure: 'failure-rate', thresholds }));
    expect(data.title).toBe('Payroll: 29.6% of 142 sign-ins failed in 10 minutes');
    expect(data.summary).toContain('The rule fires at 20%.');
  });
});

test('a code that the catalog lacks is told as such, with the step that helps', () => {
  const data = dataOf(
    facts({ topCodes: [code({ code: '999999', known: false, title: 'entra code 999999' })] }),
  );
  expect(data.summary).toContain(
    'The leading code is entra/999999, with 30 of 42. The catalog does not have this code.',
  );
  expect(data.topErrors[0]?.firstSteps).toHaveLength(1);
});

test('steps are for the one whose move it is', () => {
  const [, second] = dataOf(facts()).topErrors;
  expect(second?.firstSteps).toEqual(
    lookup({ system: 'entra', code: '50126', variant: null })?.hints['end-user']?.slice(0, 3),
  );
});

test("links carry the rule's filter and window, and leave out what names people", () => {
  const filter = { user: ['ada@example.com'], ip: ['198.51.100.7'], cause: ['mfa' as const], app: ['A & B'] };
  const message = compose(facts({}, { filter }));
  expect(JSON.stringify(message)).not.toMatch(/ada|198\.51|user=|ip=/);
  const { links } = dataOf(facts({}, { filter }));
  expect(links.alert).toBe('https://turnaway.example/alerts/a1');
  expect(links.errors).toBe(
    'https://turnaway.example/errors?cause=mfa&app=A+%26+B&from=2026-01-31T07%3A50%3A00.000Z&to=2026-01-31T08%3A00%3A30.000Z',
  );
});

test('a message is complete with nothing to list, and below 20 kB with the longest lists', () => {
  expect(dataOf(facts({ topCodes: [], topApps: [], value: 0 })).topErrors).toEqual([]);
  const long = facts(
    {
      topCodes: Array.from({ length: 9 }, () => code({ variant: 'v'.repeat(64) })),
      topApps: Array.from({ length: 9 }, () => ({ app: 'ä'.repeat(5_000), events: 1 })),
    },
    { name: 'n'.repeat(120) },
  );
  const data = dataOf(long);
  expect([data.topErrors.length, data.topApps.length]).toEqual([5, 5]);
  expect(Buffer.byteLength(JSON.stringify(compose(long)))).toBeLessThan(20_000);
});

describe('where the kind of an alert says what to do, that is said rather than what its leading code asks for', () => {
  const item: GroupAlert = {
    id: 'a1',
    key: 'k',
    label: 'Payroll',
    personal: false,
    state: 'firing',
    level: 'alert',
    because: 'It expires on 2026-02-03, in 3 days.',
    evidence: [],
    usual: null,
    startedAt: now,
    endedAt: null,
    value: 3,
    peakValue: 3,
    threshold: 7,
    recoveryThreshold: 30,
    valueMeasure: 'days until it expires',
    about: { system: 'entra', errorCode: null, cause: null, source: null, app: 'Payroll' },
  };
  const alerts = { firing: 1, ended: 0, items: [item] };

  test('an attack is the move of an admin, and not of who mistyped a password', () => {
    const data = dataOf(facts({ alerts }, { kind: 'password-spray', measure: null }));
    expect(data.next).toMatchObject({ actor: 'tenant-admin' });
    expect(data.next?.steps[0]).toContain('See which of these accounts signed in');
  });

  test.each(['feed-silent', 'app-credential', 'mfa-fatigue', 'impossible-travel'] as const)(
    '%s is about no code, and the failures around it are not its own',
    (kind) => {
      const data = dataOf(facts({ alerts }, { kind, measure: null }));
      expect(data.topErrors).toEqual([]);
      expect(data.summary).not.toContain('leading code');
      expect(data.summary).not.toContain('affected');
      expect(data.topApps).toEqual([]);
      expect(data.next?.steps.length).toBeGreaterThan(1);
    },
  );

  test('an app whose secret is refused gets the steps of its code', () => {
    const refused = { ...item, about: { ...item.about, errorCode: 'entra/7000222' } };
    const data = dataOf(
      facts({ alerts: { ...alerts, items: [refused] } }, { kind: 'app-credential', measure: null }),
    );
    expect(data.next).toBeUndefined();
    expect(data.topErrors[0]?.firstSteps.length).toBeGreaterThan(0);
  });
});

describe('title and summary say each thing once', () => {
  const item = (over: Partial<GroupAlert> = {}): GroupAlert => ({
    ...{ id: 'a1', key: 'entra/53003|Payroll', label: 'entra/53003 at Payroll', personal: false },
    ...{ state: 'firing', level: 'alert', evidence: [], usual: null, startedAt: now, endedAt: null },
    ...{ value: 12, peakValue: 12, threshold: 5, recoveryThreshold: 0, valueMeasure: 'failures' },
    because: 'Refused by an access policy: new at this app, 12 failures since it was first seen.',
    about: { system: 'entra', errorCode: 'entra/53003', cause: null, source: null, app: 'Payroll' },
    ...over,
  });
  const found = (items: GroupAlert[], over: Partial<AlertFacts> = {}) =>
    dataOf(
      facts(
        { alerts: { firing: items.length, ended: 0, items }, ...over },
        { kind: 'new-error', name: 'New error', measure: null, filter: { app: ['Payroll'] } },
      ),
    );

  test('a finding stands in the title, with the code and the app that it is about', () => {
    const { title, summary } = found([item()]);
    expect(title).toBe(
      'New error: entra/53003 at Payroll: Refused by an access policy: new at this app, 12 failures since it was first seen',
    );
    expect(summary).toMatch(/^Since 2026-01-31 08:00 UTC\. 17 people are affected\. /);
    for (const said of ['entra/53003', 'new at this app', 'Payroll']) expect(summary).not.toContain(said);
  });

  test('a finding that the title has no room for stands in the summary', () => {
    const because = `${'Very '.repeat(60)}long.`;
    const { title, summary } = found([item({ because })]);
    expect(title).toHaveLength(200);
    expect(summary).toContain(because);
  });

  test('of several the worst stands in the title, and the others in the summary', () => {
    const { title, summary } = found([item(), item({ id: 'a2', label: 'Wiki', because: 'Worse.' })]);
    expect(title).toContain('2 alerts. The worst is entra/53003 at Payroll');
    expect(summary).toContain('Also: Wiki: Worse.');
    expect(summary).not.toContain('2 alerts');
  });

  test('the worst of several is told by its finding where nobody may be named', () => {
    const spray = item({
      personal: true,
      label: '203.0.113.0/24',
      because: 'From one address, 40 tries failed.',
    });
    const { title } = found([spray, item({ id: 'a2' })]);
    expect(title).toBe('New error: 2 alerts. The worst: From one address, 40 tries failed');
  });

  test('that it is over is said once', () => {
    const ended = { alert: { id: 'a1', dedupKey: 'd', startedAt: now, endedAt: now, peakValue: 12 } };
    const over = item({ state: 'resolved', endedAt: now, because: 'Over: 2 failures in an hour.' });
    expect(found([over], { ...ended, alerts: { firing: 0, ended: 1, items: [over] } }).title).toBe(
      'Over: New error. entra/53003 at Payroll: 2 failures in an hour',
    );
  });

  test('what is over says how bad it was, and neither what its code means nor whose move it is', () => {
    const startedAt = new Date(now.getTime() - 65 * 60_000);
    const over = item({
      ...{ state: 'resolved', endedAt: now, startedAt, because: 'No longer seen.' },
      ...{ value: 0, peakValue: 1_234, valueMeasure: 'failures in 60 minutes' },
    });
    const share = { ...over, peakValue: 0.345, valueMeasure: 'of the attempts failed in 60 minutes' };
    const summaryOf = (ended: GroupAlert) =>
      found([ended], {
        alert: { id: 'a1', dedupKey: 'd', startedAt, endedAt: now, peakValue: 1_234 },
        alerts: { firing: 0, ended: 1, items: [ended] },
      }).summary;
    expect(summaryOf(over)).toBe(
      'It began at 2026-01-31 06:55 UTC and lasted 1 hour 5 minutes. At its worst: 1,234 failures in 60 minutes.',
    );
    expect(summaryOf(share)).toContain('At its worst: 34.5% of the attempts failed in 60 minutes.');
    expect(summaryOf({ ...share, usual: 0.012 })).toContain('Usual is 1.2%.');
    expect(summaryOf({ ...share, peakValue: 1 })).toContain('At its worst: 100% of the attempts failed');
    expect(summaryOf({ ...over, peakValue: 1 })).not.toContain('At its worst');
  });

  test('of several that are over each is told with how bad it was', () => {
    const over = (label: string, peakValue: number): GroupAlert =>
      item({
        ...{ key: label, label, state: 'resolved', endedAt: now, because: 'No longer seen.', peakValue },
        valueMeasure: 'failures in 2 minutes',
      });
    const { title, summary } = found([over('Payroll', 24), over('Wiki', 3)], {
      alert: { id: 'a1', dedupKey: 'd', startedAt: now, endedAt: now, peakValue: 24 },
      alerts: { firing: 0, ended: 2, items: [over('Payroll', 24), over('Wiki', 3)] },
    });
    expect(title).toBe('Over: New error. 2 alerts. The worst was Payroll: 24 failures in 2 minutes');
    expect(summary).toContain('Also: Wiki: 3 failures in 2 minutes.');
    expect(summary).not.toContain('At its worst');
  });

  test.each(defaultAlertRules.map(({ name }) => name))('“%s” is over in words that go with it', (name) => {
    const ended = { alert: { id: 'a1', dedupKey: 'd', startedAt: now, endedAt: now, peakValue: 12 } };
    const over = item({ key: 'all', state: 'resolved', endedAt: now, because: 'No longer seen.' });
    const given = facts(
      { ...ended, alerts: { firing: 0, ended: 1, items: [over] } },
      { name, kind: 'new-error', measure: null },
    );
    expect(dataOf(given).title).toBe(`Over: ${name}. No longer seen`);
  });

  test('the link of what is over leads to all of its errors', () => {
    const startedAt = new Date(now.getTime() - 65 * 60_000);
    const { links, window } = dataOf(
      facts({ alert: { id: 'a1', dedupKey: 'd', startedAt, endedAt: now, peakValue: 1 } }),
    );
    expect(new URL(links.errors).searchParams.get('from')).toBe('2026-01-31T06:45:30.000Z');
    expect(window.from).toBe('2026-01-31T07:50:00.000Z');
  });
});
