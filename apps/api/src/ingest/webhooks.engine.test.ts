import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import {
  type Capture,
  countFeed,
  expectCounted,
  loggedRequest,
  makeFeed,
  plainAnswer,
  sendCapture,
} from './testing.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const at = '2026-03-01T10:00:00.000Z';
const atMs = Date.parse(at);

/** A sender that signs is refused in all the ways that a signature can be wrong, and the log says which it was. */
async function expectRefused(
  settings: Record<string, unknown>,
  capture: (key: string) => Capture,
  code: 'signature-needed' | 'signature-wrong' | 'signature-too-old',
): Promise<void> {
  const { feedId, key } = await makeFeed(server, settings);
  const answer = await sendCapture(server, capture(key));
  expect(answer).toMatchObject({
    status: 401,
    body: { status: 401, type: `urn:turnaway:problem:${code}`, detail: expect.any(String) },
  });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(await countFeed(server, feedId)).toEqual([]);
  const logged = await loggedRequest(server, feedId, 401);
  expect(logged.notes).toContainEqual(expect.objectContaining({ kind: 'to-mend', code }));
}

describe('Auth0 custom webhook stream', () => {
  const agent = { ...json, 'user-agent': 'Auth0-Log-Streaming/1.0' };
  const log = (log_id: string) => ({ log_id, data: { log_id, date: at, type: 'fp', ip: '192.0.2.7' } });

  test.each([
    ['JSON lines', [log('a0-1'), log('a0-2')].map((entry) => JSON.stringify(entry)).join('\n'), 2],
    ['a JSON array', JSON.stringify([log('a0-3'), log('a0-4')]), 2],
    ['a JSON object', JSON.stringify(log('a0-5')), 1],
    ['a JSON object around a list', JSON.stringify({ logs: [log('a0-6'), log('a0-7')] }), 2],
  ])('%s, with the key as the whole of Authorization', (_, body, accepted) =>
    expectCounted(server, (key) => ({ path: '/ingest', headers: { ...agent, authorization: key }, body }), {
      status: 202,
      body: plainAnswer,
      dialect: 'auth0',
      accepted,
    }),
  );
});

describe('Okta event hook', () => {
  test('asks once with a challenge, and gets it back as JSON', async () => {
    const { feedId, key } = await makeFeed(server);
    const response = await server.fetch('/ingest', {
      headers: { authorization: key, 'x-okta-verification-challenge': 'a challenge_of-Okta' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ verification: 'a challenge_of-Okta' });
    expect(await loggedRequest(server, feedId, 200)).toMatchObject({
      method: 'GET',
      dialect: 'okta',
      notes: [expect.objectContaining({ code: 'okta-verification' })],
    });
  });

  test('its events are counted, and answered with nothing', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...json, accept: 'application/json', authorization: key },
        body: JSON.stringify({
          eventType: 'com.okta.event_hook',
          eventTypeVersion: '1.0',
          cloudEventsVersion: '0.1',
          source: 'https://id.example.com/api/v1/eventHooks/who1',
          eventId: 'b5a188b9-5ece-4636-b041-482ffda96311',
          data: {
            events: ['FAILURE', 'SUCCESS'].map((result) => ({
              uuid: `hook-${result}`,
              published: at,
              eventType: 'user.session.start',
              version: '0',
              severity: 'INFO',
              actor: { id: '00u1', type: 'User', alternateId: 'ada@example.com' },
              client: { ipAddress: '192.0.2.7' },
              outcome: { result, reason: result === 'FAILURE' ? 'INVALID_CREDENTIALS' : null },
            })),
          },
          eventTime: at,
          contentType: 'application/json',
        }),
      }),
      { status: 204, dialect: 'okta', accepted: 2 },
    ));
});

describe('Keycloak, webhooks of Phase Two', () => {
  const secret = 'a secret of the realm';
  const settings = { verification: { scheme: 'keycloak', secret } };
  const body = (uid: string) =>
    JSON.stringify({
      uid,
      type: 'access.LOGIN_ERROR',
      time: atMs,
      realmId: 'main',
      realmName: 'main',
      authDetails: { realmId: 'main', clientId: 'account', ipAddress: '192.0.2.7', username: 'ada' },
      error: 'invalid_user_credentials',
      details: { username: 'ada', auth_method: 'openid-connect' },
    });
  const signed = (key: string, text: string, algorithm: string, by = secret): Capture => ({
    path: `/ingest/${key}`,
    headers: { ...json, 'x-keycloak-signature': createHmac(algorithm, by).update(text).digest('hex') },
    body: text,
  });

  test.each(['sha256', 'sha1'])('an event that is signed with HMAC and %s is counted', (algorithm) =>
    expectCounted(
      server,
      (key) => signed(key, body(`kc-${algorithm}`), algorithm),
      { status: 202, body: plainAnswer, dialect: 'keycloak', accepted: 1 },
      settings,
    ),
  );

  test('without the secret, the key is proof enough', () =>
    expectCounted(server, (key) => ({ path: `/ingest/${key}`, headers: json, body: body('kc-plain') }), {
      status: 202,
      body: plainAnswer,
      dialect: 'keycloak',
      accepted: 1,
    }));

  test('a wrong signature, none, and one over another body are refused', async () => {
    const right = (key: string) => signed(key, body('kc-bad'), 'sha256');
    await expectRefused(
      settings,
      (key) => signed(key, body('kc-bad'), 'sha256', 'another secret'),
      'signature-wrong',
    );
    await expectRefused(settings, (key) => ({ ...right(key), headers: json }), 'signature-needed');
    await expectRefused(settings, (key) => ({ ...right(key), body: body('kc-else') }), 'signature-wrong');
  });
});

describe('authentik, webhook transport', () => {
  test('an event by the mapping of its body is counted', () =>
    expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: { ...json, 'user-agent': 'goauthentik.io/2026.2.0', authorization: `Bearer ${key}` },
        body: JSON.stringify({
          source: 'authentik',
          pk: '0f9c1a52-7a55-4c0e-9f4e-52b2dd0e3c11',
          action: 'login_failed',
          app: 'authentik.events.signals',
          context: { username: 'ada', stage: { name: 'password', model_name: 'passwordstage' } },
          client_ip: '192.0.2.7',
          created: at,
          user: { pk: 0, email: '', username: 'AnonymousUser' },
        }),
      }),
      { status: 202, body: plainAnswer, dialect: 'authentik', accepted: 1 },
    ));

  test('its own body says no time: the request log says how to mend that', async () => {
    const { feedId, key } = await makeFeed(server);
    const answer = await sendCapture(server, {
      path: `/ingest/${key}`,
      headers: { 'content-type': 'text/json' },
      body: JSON.stringify({
        body: "login_failed: {'username': 'ada'}",
        severity: 'notice',
        user_email: 'admin@example.com',
        user_username: 'admin',
        event_user_email: null,
        event_user_username: null,
      }),
    });
    expect(answer.status).toBe(202);
    const { notes, dialect } = await loggedRequest(server, feedId, 202);
    expect(dialect).toBe('authentik');
    expect(notes).toContainEqual(
      expect.objectContaining({ kind: 'to-mend', code: 'authentik-without-mapping' }),
    );
  });
});

describe('Zitadel, Actions v2', () => {
  const secret = 'the signing key of the target';
  const settings = { verification: { scheme: 'zitadel', secret } };
  const body = (sequence: number) =>
    JSON.stringify({
      aggregateID: '336494809936035843',
      aggregateType: 'user',
      resourceOwner: '336392597046034946',
      instanceID: '336392597046099971',
      version: 'v2',
      sequence,
      event_type: 'user.human.password.check.failed',
      created_at: at,
      userID: '336494809936035843',
      event_payload: Buffer.from('{"userAgent":{"ip":"192.0.2.7"}}').toString('base64'),
    });
  const signed = (key: string, text: string, by = secret, ageSeconds = 0, others = ''): Capture => {
    const seconds = Math.floor(Date.now() / 1_000) - ageSeconds;
    const hash = createHmac('sha256', by).update(`${seconds}.${text}`).digest('hex');
    return {
      path: `/ingest/${key}`,
      headers: { ...json, 'zitadel-signature': `t=${seconds},${others}v1=${hash}` },
      body: text,
    };
  };

  test('a signed event is counted, also while the key is being changed', async () => {
    const expected = { status: 202, body: plainAnswer, dialect: 'zitadel', accepted: 1 } as const;
    await expectCounted(server, (key) => signed(key, body(1)), expected, settings);
    const other = `v1=${'0'.repeat(64)},`;
    await expectCounted(server, (key) => signed(key, body(2), secret, 0, other), expected, settings);
  });

  test('a signature of another key, an old one and none are refused', async () => {
    await expectRefused(settings, (key) => signed(key, body(3), 'another key'), 'signature-wrong');
    await expectRefused(settings, (key) => signed(key, body(3), secret, 3_600), 'signature-too-old');
    await expectRefused(settings, (key) => ({ ...signed(key, body(3)), headers: json }), 'signature-needed');
  });
});

describe('FusionAuth', () => {
  const body = (id: string) =>
    JSON.stringify({
      event: {
        id,
        createInstant: atMs,
        type: 'user.login.failed',
        applicationId: '10000000-0000-0002-0000-000000000001',
        authenticationType: 'PASSWORD',
        ipAddress: '192.0.2.7',
        reason: { code: 'credentials' },
        tenantId: '30000000-0000-0002-0000-000000000001',
        user: { id: '00000000-0000-0001-0000-000000000000', email: 'ada@example.com' },
      },
    });
  const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
  const tokenFor = (text: string, alg: string, by: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT({ request_body_sha256: hashOf(text) })
      .setProtectedHeader({ alg, kid: 'signing' })
      .setIssuedAt()
      .sign(by);
  const expected = { status: 202, body: plainAnswer, dialect: 'fusionauth', accepted: 1 } as const;

  test('an event that is signed with a secret is counted', async () => {
    const secret = 'a secret that FusionAuth made, long enough for HS256';
    const text = body('fa-1');
    const token = await tokenFor(text, 'HS256', Buffer.from(secret));
    await expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { ...json, 'x-fusionauth-signature-jwt': token },
        body: text,
      }),
      expected,
      { verification: { scheme: 'fusionauth', secret } },
    );
  });

  test('an event that is signed with a key pair is counted; another body under its token is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const settings = { verification: { scheme: 'fusionauth', secret: pem } };
    const text = body('fa-2');
    const token = await tokenFor(text, 'ES256', privateKey);
    const capture = (key: string, sent: string): Capture => ({
      path: `/ingest/${key}`,
      headers: { ...json, 'x-fusionauth-signature-jwt': token },
      body: sent,
    });
    await expectCounted(server, (key) => capture(key, text), expected, settings);
    await expectRefused(settings, (key) => capture(key, body('fa-3')), 'signature-wrong');
    await expectRefused(settings, (key) => ({ ...capture(key, text), headers: json }), 'signature-needed');
  });
});

test('Ory: an event of its streams, with the key as the password of the address', () =>
  expectCounted(
    server,
    (key) => ({
      path: '/ingest',
      headers: { ...json, authorization: `Basic ${Buffer.from(`ory:${key}`).toString('base64')}` },
      body: JSON.stringify({
        name: 'LoginFailed',
        version: '1',
        timestamp: at,
        projectId: '3b1d5f2a-6a3f-4b5e-8f4c-1f2e3d4c5b6a',
        eventAttributes: { FlowID: 'flow-1', ClientIP: '192.0.2.7', SelfServiceMethodUsed: 'password' },
      }),
    }),
    { status: 202, body: plainAnswer, dialect: 'ory', accepted: 1 },
  ));

describe('Clerk, by Svix', () => {
  const secret = `whsec_${Buffer.from('twenty-four bytes of key').toString('base64')}`;
  const settings = { verification: { scheme: 'standard-webhooks', secret } };
  const body = (id: string) =>
    JSON.stringify({
      data: { id, object: 'session', user_id: 'user_1', client_id: 'client_1', created_at: atMs },
      event_attributes: { http_request: { client_ip: '192.0.2.7', user_agent: 'ExampleBrowser/1' } },
      instance_id: 'ins_123',
      object: 'event',
      timestamp: atMs,
      type: 'session.created',
    });
  const signed = (
    key: string,
    text: string,
    { prefix = 'svix', by = secret, ageSeconds = 0 } = {},
  ): Capture => {
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    const seconds = String(Math.floor(Date.now() / 1_000) - ageSeconds);
    const hash = createHmac('sha256', Buffer.from(by.slice(6), 'base64'))
      .update(`${id}.${seconds}.${text}`)
      .digest('base64');
    return {
      path: `/ingest/${key}`,
      headers: {
        ...json,
        'user-agent': 'Svix-Webhooks/1.24.0',
        [`${prefix}-id`]: id,
        [`${prefix}-timestamp`]: seconds,
        [`${prefix}-signature`]: `v1,${Buffer.alloc(32).toString('base64')} v1,${hash}`,
      },
      body: text,
    };
  };

  test.each(['svix', 'webhook'])('an event with %s-signature is counted', (prefix) =>
    expectCounted(
      server,
      (key) => signed(key, body(`sess_${prefix}`), { prefix }),
      { status: 202, body: plainAnswer, dialect: 'svix', accepted: 1 },
      settings,
    ),
  );

  test('a signature of another secret, an old one and none are refused', async () => {
    const other = `whsec_${Buffer.from('another twenty-four byte').toString('base64')}`;
    await expectRefused(settings, (key) => signed(key, body('x'), { by: other }), 'signature-wrong');
    await expectRefused(settings, (key) => signed(key, body('x'), { ageSeconds: 600 }), 'signature-too-old');
    await expectRefused(
      settings,
      (key) => ({ path: `/ingest/${key}`, headers: json, body: body('x') }),
      'signature-needed',
    );
  });

  test('a clock that is apart, but not too far, is taken and named', async () => {
    const { feedId, key } = await makeFeed(server, settings);
    expect((await sendCapture(server, signed(key, body('sess_skew'), { ageSeconds: 120 }))).status).toBe(202);
    const { notes } = await loggedRequest(server, feedId, 202);
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'to-mend', code: 'clock-skew' }));
  });
});

test('no secret of a sender is shown again, or stored as it is', async () => {
  const listed = JSON.stringify((await server.ask('GET', '/api/feeds?limit=200')).body);
  expect(listed).toContain('"scheme":"zitadel"');
  const { rows } = await server.db.pool.query<{ row: string }>('select feeds::text as row from feeds');
  for (const text of [listed, JSON.stringify(rows), server.logs.join('')]) {
    expect(text).not.toContain('the signing key of the target');
    expect(text).not.toContain('whsec_');
  }
});
