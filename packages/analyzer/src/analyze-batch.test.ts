import { describe, expect, test } from 'vitest';
import { analyzeText, auth0Log, idsOf, reasonsOf } from './testing.js';

const oktaEvent = (eventType: string, outcome: Record<string, unknown>) => ({
  eventType,
  outcome,
  uuid: eventType,
  published: '2026-03-01T10:00:00.000Z',
  actor: { type: 'User', alternateId: 'sam@example.com' },
});

const codeOf = (record: unknown) => analyzeText(JSON.stringify(record)).events[0]?.event.errorCode.code;

describe('each record is counted, skipped or rejected with a reason', () => {
  test('the three add up to the records, and indexes name the places', () => {
    const facts = analyzeText(
      [auth0Log('a'), auth0Log('b', { type: 'slo' }), { x: 1 }, auth0Log('c')]
        .map((r) => JSON.stringify(r))
        .join('\n'),
    );
    expect(facts.records).toBe(4);
    expect(facts.skipped).toEqual({ 'auth0 slo': 1 });
    expect(facts.rejects).toMatchObject([{ index: 2, reason: 'unknown_system', excerpt: '{"x":1}' }]);
    expect(facts.events.map(({ index }) => index)).toEqual([0, 3]);
  });

  test('the edges of the accepted time are accepted, and what lies beyond is rejected', () => {
    const at = (id: string, date: string) => auth0Log(id, { date });
    const facts = analyzeText(
      JSON.stringify([
        at('old', '2025-12-31T23:59:59.999Z'),
        at('first', '2026-01-01T00:00:00.000Z'),
        at('last', '2026-07-01T00:00:00.000Z'),
        at('future', '2026-07-01T00:00:00.001Z'),
      ]),
    );
    expect(idsOf(facts)).toEqual(['first', 'last']);
    expect(reasonsOf(facts)).toEqual(['too_old', 'in_future']);
  });

  test('a time that is missing is told from one that cannot be read', () => {
    const facts = analyzeText(JSON.stringify([auth0Log('a', { date: '' }), auth0Log('b', { date: 'soon' })]));
    expect(reasonsOf(facts)).toEqual(['missing_time', 'invalid_time']);
  });

  test('kinds of skipped records cannot grow without end', () => {
    const records = Array.from({ length: 500 }, (_, i) =>
      oktaEvent(`group.kind_${i}`, { result: 'SUCCESS' }),
    );
    const { skipped } = analyzeText(JSON.stringify(records));
    expect(Object.keys(skipped)).toHaveLength(201);
    expect(skipped.other).toBe(300);
  });

  test('the detail of a reject holds no data of the record', () => {
    const facts = analyzeText(
      JSON.stringify([auth0Log('a', { user_name: 'secret@example.com', date: 'secret' })]),
    );
    expect(facts.rejects[0]?.detail).not.toContain('secret');
  });
});

describe('the same event is the same however it comes', () => {
  test('its key does not depend on its envelope', () => {
    const log = auth0Log('a');
    const bodies = [log, [log], { logs: [log] }, { log_id: 'a', data: log }].map((body) =>
      JSON.stringify(body),
    );
    const keys = bodies.map((body) => analyzeText(body).events[0]?.eventKey);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  test('without an id, its content is its id', () => {
    const event = { ...oktaEvent('user.session.start', { result: 'FAILURE' }), uuid: undefined };
    const [first, second] = analyzeText(JSON.stringify([event, event])).events;
    expect(first?.event.eventId).toMatch(/^sha256:/);
    expect(first?.eventKey).toBe(second?.eventKey);
  });

  test('error responses without id and time are two events, and stay those two when read again', () => {
    const body = '{"error":"invalid_grant"}\n{"error":"invalid_grant"}';
    const keys = (text: string) => analyzeText(text).events.map(({ eventKey }) => eventKey);
    expect(new Set(keys(body)).size).toBe(2);
    expect(keys(body)).toEqual(keys(body));
  });
});

describe("a feed's hint wins over the shape", () => {
  test('a record that does not look like the system is rejected, not read as another', () => {
    expect(reasonsOf(analyzeText(JSON.stringify(auth0Log('a')), 'entra'))).toEqual(['missing_field']);
  });

  test('envelopes are opened all the same', () => {
    expect(idsOf(analyzeText(JSON.stringify({ logs: [auth0Log('a')] }), 'auth0'))).toEqual(['a']);
  });

  test('a hint that names no parser is no hint', () => {
    expect(idsOf(analyzeText(JSON.stringify(auth0Log('a')), 'somebody'))).toEqual(['a']);
  });

  test('a batch of several systems is read without one', () => {
    const facts = analyzeText(
      JSON.stringify([
        auth0Log('a'),
        oktaEvent('user.session.start', { result: 'SUCCESS' }),
        { error: 'access_denied' },
      ]),
    );
    expect(facts.events.map(({ event }) => event.loggedBy)).toEqual(['auth0', 'okta', 'oauth']);
  });
});

describe('a code is never free text, which may hold personal data', () => {
  test.each([
    [{ result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }, 'INVALID_CREDENTIALS'],
    [{ result: 'FAILURE', reason: 'mismatched_client' }, 'mismatched_client'],
    [
      { result: 'FAILURE', reason: 'FastPass declined phishing attempt' },
      'FastPass declined phishing attempt',
    ],
    [{ result: 'FAILURE', reason: 'sam@example.com is not allowed' }, 'user.session.start'],
    [{ result: 'FAILURE', reason: 'sam' }, 'user.session.start'],
    [{ result: 'DENY', reason: 'rule "Sam Example" matched' }, 'DENY'],
    [{ result: 'ALLOW' }, 'SUCCESS'],
    [{}, 'user.session.start'],
  ])('Okta outcome %j is %s', (outcome, code) => {
    expect(codeOf(oktaEvent('user.session.start', outcome))).toBe(code);
  });

  test('an error that is a sentence is no OAuth error', () => {
    expect(reasonsOf(analyzeText('{"error":"Something went wrong for Sam"}'))).toEqual(['unknown_system']);
  });
});
