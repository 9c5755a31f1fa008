import { alertRuleSchema, alertSchema, pageOf, silenceSchema } from '@turnaway/contracts';
import { signAckToken } from '@turnaway/db/ack-token';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const silence = { matchers: { cause: ['mfa'] }, endsAt: inMinutes(60), comment: 'New authenticator app' };

async function storeAlert(state: 'firing' | 'resolved') {
  const made = await server.ask('POST', '/api/alert-rules', {
    name: 'Many',
    measure: 'failures',
    windowMinutes: 15,
    threshold: 100,
    recoveryThreshold: 50,
  });
  const rule = alertRuleSchema.parse(made.body);
  const alert = await server.db.prisma.alert.create({
    data: {
      workspaceId: 'default',
      ruleId: rule.id,
      ruleName: rule.name,
      dedupKey: `rule:${rule.id}`,
      state,
      startedAt: new Date(),
      measure: 'failures',
      threshold: 100,
      valueAtStart: 120,
      peakValue: 150,
    },
  });
  return { id: alert.id, ruleId: rule.id };
}

test('a silence is made with its author, found by its state, changed and ended', async () => {
  const made = await server.ask('POST', '/api/silences', silence);
  expect(made.status).toBe(201);
  const parsed = silenceSchema.parse(made.body);
  expect(parsed).toMatchObject({ state: 'active', recurrence: null, comment: silence.comment });
  expect(parsed.author).not.toBe('');
  const pending = { ...silence, startsAt: inMinutes(30) };
  const later = silenceSchema.parse((await server.ask('POST', '/api/silences', pending)).body);
  const active = await server.ask('GET', '/api/silences?state=active');
  expect(
    pageOf(silenceSchema)
      .parse(active.body)
      .items.map(({ id }) => id),
  ).toEqual([parsed.id]);

  const changed = await server.ask('PATCH', `/api/silences/${parsed.id}`, { comment: 'Until Monday' });
  expect(changed).toMatchObject({ status: 200, body: { comment: 'Until Monday', endsAt: parsed.endsAt } });
  expect((await server.ask('DELETE', `/api/silences/${parsed.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/silences/${parsed.id}`)).body).toMatchObject({ state: 'expired' });
  expect((await server.ask('DELETE', `/api/silences/${later.id}`)).status).toBe(204);
  expect((await server.ask('GET', `/api/silences/${later.id}`)).status).toBe(404);
});

test.each([
  ['nothing that it is about', { matchers: {} }, 'matchers'],
  ['a cause that there is not', { matchers: { cause: ['magic'] } }, 'matchers.cause.0'],
  ['an end before its start', { startsAt: inMinutes(90) }, 'endsAt'],
  ['an end that is over', { endsAt: inMinutes(-1) }, 'endsAt'],
  ['no word why', { comment: ' ' }, 'comment'],
  [
    'hours in no time zone',
    { recurrence: { days: [1], from: '22:00', to: '06:00', timeZone: 'Nowhere' } },
    'recurrence.timeZone',
  ],
])('a silence with %s is refused, and the field is named', async (_name, over, field) => {
  const refused = await server.ask('POST', '/api/silences', { ...silence, ...over });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('who acknowledges an alert first stands; one that is over cannot be', async () => {
  const { id } = await storeAlert('firing');
  const first = await server.ask('POST', `/api/alerts/${id}/ack`);
  expect(first.status).toBe(200);
  const { acknowledgedAt, acknowledgedBy } = alertSchema.parse(first.body);
  expect([acknowledgedAt, acknowledgedBy]).not.toContain(null);
  expect((await server.ask('POST', `/api/alerts/${id}/ack`)).body).toEqual(first.body);
  const over = await storeAlert('resolved');
  expect((await server.ask('POST', `/api/alerts/${over.id}/ack`)).status).toBe(409);
});

test('a signed link asks before it acknowledges, and needs no sign-in', async () => {
  const { id } = await storeAlert('firing');
  const token = signAckToken(server.env.TURNAWAY_SECRET, id, new Date(Date.now() + 60_000));
  const url = `${server.url}/ack/${token}`;
  const read = async () => (await server.db.prisma.alert.findUniqueOrThrow({ where: { id } })).acknowledgedBy;
  const asked = await fetch(url);
  expect(asked.status).toBe(200);
  expect(asked.headers.get('content-security-policy')).toContain("form-action 'self'");
  expect(await asked.text()).toContain('<button>');
  expect(await read()).toBeNull();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const done = await fetch(url, { method: 'POST', headers: form, body: '' });
  expect(await done.text()).toContain('You have it');
  expect(await read()).toBe('a link in a message');
  expect((await fetch(`${server.url}/ack/${token.replace(/^./, 'f')}x`, { method: 'POST' })).status).toBe(
    404,
  );
});

test('looks at a rule can be read, the latest first', async () => {
  const { ruleId } = await storeAlert('firing');
  const times = ['2026-01-31T08:00:00.000Z', '2026-01-31T08:01:00.000Z', '2026-01-31T08:02:00.000Z'];
  await server.db.prisma.alertEvaluation.createMany({
    data: times.map((at) => ({
      ruleId,
      at,
      value: 1,
      threshold: 100,
      recoveryThreshold: 50,
      state: 'ok',
      because: '1 is below the threshold of 100.',
    })),
  });
  const all = await server.ask('GET', `/api/alert-rules/${ruleId}/evaluations?from=${times[1]}`);
  expect(all).toMatchObject({ status: 200, body: { items: [{ at: times[2] }, { at: times[1] }] } });
  const none = await server.ask('GET', `/api/alert-rules/00000000-0000-4000-8000-000000000000/evaluations`);
  expect(none.status).toBe(404);
});
