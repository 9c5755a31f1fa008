import type { AlertWebhook, AlertWebhookData } from '@turnaway/contracts';

const firing: AlertWebhookData = {
  alertId: '00000000-0000-4000-8000-000000000001',
  dedupKey: 'rule:00000000-0000-4000-8000-000000000002',
  state: 'firing',
  title: 'Expired app secrets: 42 failed sign-ins in 10 minutes',
  summary:
    'Since 2026-01-31 09:10 UTC. The rule fires at 20. 17 people are affected. The leading code is entra/7000222 (App secret has expired), with 40 of 42.',
  rule: { id: '00000000-0000-4000-8000-000000000002', name: 'Expired app secrets', measure: 'failures' },
  window: { from: '2026-01-31T09:00:00.000Z', to: '2026-01-31T09:10:00.000Z' },
  value: 42,
  threshold: 20,
  startedAt: '2026-01-31T09:10:00.000Z',
  endedAt: null,
  counts: { failures: 42, successes: 8, people: 17 },
  topErrors: [
    {
      errorCode: 'entra/7000222',
      title: 'App secret has expired',
      cause: 'client-credential',
      source: 'identity-provider',
      actor: 'app-developer',
      events: 40,
      firstSteps: [
        'Make a new secret under Certificates & secrets of the app registration.',
        'Put it where the app reads its secret, and restart the app.',
        'Delete the expired one.',
      ],
    },
  ],
  topApps: [{ app: 'Payroll', events: 40 }],
  links: {
    alert: 'https://turnaway.example.com/alerts/00000000-0000-4000-8000-000000000001',
    errors: 'https://turnaway.example.com/errors?app=Payroll',
    silence: 'https://turnaway.example.com/alerts/00000000-0000-4000-8000-000000000001#silence',
    ack: 'https://turnaway.example.com/ack/signed',
  },
};

/** A made-up alert that fires, and the same when it is over: what a preview shows. */
export const sampleMessages: readonly AlertWebhook[] = [
  { type: 'alert.firing', timestamp: '2026-01-31T09:10:05.000Z', data: firing },
  {
    type: 'alert.resolved',
    timestamp: '2026-01-31T10:02:05.000Z',
    data: {
      ...firing,
      state: 'resolved',
      title: 'Over: Expired app secrets. Now 0 failed sign-ins in 10 minutes',
      summary:
        'It began at 2026-01-31 09:10 UTC, lasted 52 minutes and reached 61 at its worst. The rule ends at 5 or less.',
      value: 0,
      endedAt: '2026-01-31T10:02:00.000Z',
      counts: { failures: 0, successes: 61, people: 0 },
      topErrors: [],
      topApps: [],
    },
  },
];
