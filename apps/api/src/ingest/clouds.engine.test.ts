import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';
import { countFeed, expectCounted, loggedRequest, makeFeed, plainAnswer, sendCapture } from './testing.js';

/** Stands in for Google's address of keys. */
let google: Server;
let googleKey: Parameters<SignJWT['sign']>[0];
let server: TestServer;
beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  googleKey = pair.privateKey;
  const published: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'google-1', alg: 'RS256', use: 'sig' };
  google = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [published] }));
  }).listen(0, '127.0.0.1');
  await once(google, 'listening');
  const { port } = google.address() as AddressInfo;
  server = await startTestServer({ TURNAWAY_GOOGLE_JWKS_URL: `http://127.0.0.1:${port}/certs` });
});
afterAll(async () => {
  await server.stop();
  google.close();
});

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

describe('Azure Event Grid', () => {
  const topic =
    '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/example/providers/Microsoft.EventGrid/partnerTopics/auth0';
  const headers = (type: string) => ({
    'content-type': 'application/json; charset=utf-8',
    'aeg-event-type': type,
    'aeg-subscription-name': 'TURNAWAY',
    'aeg-delivery-count': '0',
    'aeg-data-version': '1.0',
    'aeg-metadata-version': '1',
  });

  test('asks once with a code, and gets it back', async () => {
    const { feedId, key } = await makeFeed(server);
    const validationCode = '512D38B6-C7B8-40C8-89FE-F46F9E9622B6';
    const answer = await sendCapture(server, {
      path: `/ingest/${key}`,
      headers: headers('SubscriptionValidation'),
      body: JSON.stringify([
        {
          id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
          topic,
          subject: '',
          data: {
            validationCode,
            validationUrl: 'https://rp-eastus.eventgrid.example:553/validate?id=512D38B6',
          },
          eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
          eventTime: '2026-03-01T10:00:00.1234567Z',
          metadataVersion: '1',
          dataVersion: '1',
        },
      ]),
    });
    expect(answer).toMatchObject({ status: 200, body: { validationResponse: validationCode } });
    expect(await countFeed(server, feedId)).toEqual([]);
    expect(await loggedRequest(server, feedId, 200)).toMatchObject({
      dialect: 'event-grid',
      batch: null,
      notes: [expect.objectContaining({ code: 'event-grid-validation' })],
    });
  });

  test('brings the logs of an Auth0 stream in its own schema', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: headers('Notification'),
        body: JSON.stringify(
          ['f', 's'].map((type) => ({
            id: `grid-${type}`,
            topic,
            subject: 'Auth0/Log',
            eventType: 'Auth0.Log',
            eventTime: '2026-03-01T10:00:00.000Z',
            dataVersion: '1.0',
            metadataVersion: '1',
            data: { log_id: `grid-${type}`, date: '2026-03-01T10:00:00.000Z', type },
          })),
        ),
      }),
      { status: 202, body: plainAnswer, dialect: 'event-grid', accepted: 2 },
    ));
});

describe('CloudEvents', () => {
  test('a sender asks with OPTIONS whether it may send, and how fast', async () => {
    const { key } = await makeFeed(server);
    const response = await server.fetch(`/ingest/${key}`, {
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'eventgrid.azure.net', 'webhook-request-rate': '120' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    expect(response.headers.get('webhook-allowed-rate')).toBe('*');
    expect(response.headers.get('allow')).toBe('POST');
    const stranger = await server.fetch('/ingest/twi_no_such_key', {
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'eventgrid.azure.net' },
    });
    expect(stranger.status).toBe(401);
  });

  const cloudEvent = (id: string) => ({
    specversion: '1.0',
    type: 'Auth0.Log',
    source: 'urn:auth0:example.eu.auth0.com',
    id,
    time: '2026-03-01T10:00:00Z',
    datacontenttype: 'application/json',
    data: { log_id: id, date: '2026-03-01T10:00:00.000Z', type: 'fp' },
  });

  test('one in structured mode, and a batch of them', async () => {
    for (const [type, body, accepted] of [
      ['application/cloudevents+json; charset=utf-8', cloudEvent('ce-1'), 1],
      ['application/cloudevents-batch+json', [cloudEvent('ce-2'), cloudEvent('ce-3')], 2],
    ] as const) {
      await expectCounted(
        server,
        (key) => ({
          path: `/ingest/${key}`,
          headers: { 'content-type': type },
          body: JSON.stringify(body),
        }),
        { status: 202, body: plainAnswer, dialect: 'cloudevents', accepted },
      );
    }
  });

  test('one in binary mode: its attributes are headers, its data is the body', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: {
          'content-type': 'application/json',
          'ce-specversion': '1.0',
          'ce-type': 'Auth0.Log',
          'ce-source': 'urn:auth0:example.eu.auth0.com',
          'ce-id': 'ce-4',
        },
        body: JSON.stringify(cloudEvent('ce-4').data),
      }),
      { status: 202, body: plainAnswer, dialect: 'cloudevents', accepted: 1 },
    ));
});

describe('Amazon Data Firehose', () => {
  const requestId = 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f';
  const headers = (key: string, id = requestId) => ({
    'user-agent': 'Amazon Kinesis Data Firehose Agent/1.0',
    'content-type': 'application/json',
    'x-amz-firehose-protocol-version': '1.0',
    'x-amz-firehose-request-id': id,
    'x-amz-firehose-source-arn': 'arn:aws:firehose:eu-central-1:123456789012:deliverystream/sign-ins',
    'x-amz-firehose-access-key': key,
    'x-amz-firehose-common-attributes': '{"commonAttributes":{"deployment":"example"}}',
  });
  const consoleLogin = (eventID: string, ConsoleLogin: 'Success' | 'Failure') => ({
    eventVersion: '1.08',
    eventID,
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'eu-central-1',
    sourceIPAddress: '192.0.2.7',
    userIdentity: { type: 'IAMUser', userName: 'ada', accountId: '123456789012' },
    ...(ConsoleLogin === 'Failure' ? { errorMessage: 'Failed authentication' } : {}),
    responseElements: { ConsoleLogin },
  });
  /** As a subscription of CloudWatch Logs hands its lines on. */
  const subscription = (messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE', messages: string[]) =>
    base64(
      gzipSync(
        JSON.stringify({
          messageType,
          owner: '123456789012',
          logGroup: 'cloudtrail',
          logStream: 'example',
          subscriptionFilters: ['to-turnaway'],
          logEvents: messages.map((message, at) => ({
            id: String(at),
            timestamp: 1_772_359_200_000,
            message,
          })),
        }),
      ),
    );
  const body = (id: string, records: string[]) =>
    JSON.stringify({
      requestId: id,
      timestamp: 1_772_359_200_000,
      records: records.map((data) => ({ data })),
    });

  test('records in base64, and those of CloudWatch Logs packed in it, are counted; the answer names the request', async () => {
    await expectCounted(
      server,
      (key) => ({
        path: '/ingest',
        headers: headers(key),
        body: body(requestId, [
          base64(JSON.stringify(consoleLogin('firehose-1', 'Failure'))),
          subscription('CONTROL_MESSAGE', ['CWL CONTROL MESSAGE: Checking health of destination Firehose.']),
          subscription('DATA_MESSAGE', [
            JSON.stringify(consoleLogin('firehose-2', 'Success')),
            JSON.stringify(consoleLogin('firehose-3', 'Failure')),
          ]),
        ]),
      }),
      {
        status: 200,
        body: { requestId, timestamp: expect.any(Number) },
        dialect: 'firehose',
        accepted: 3,
      },
    );
  });

  test('a packed body is taken, and the same request again is the same batch, though its time differs', async () => {
    const { feedId, key } = await makeFeed(server);
    const id = '0c57d5a8-5a0b-4f6a-9f0c-9d3f0d9b2f10';
    const packed = (timestamp: number) =>
      gzipSync(
        JSON.stringify({
          requestId: id,
          timestamp,
          records: [{ data: base64(JSON.stringify(consoleLogin('firehose-4', 'Failure'))) }],
        }),
      );
    for (const timestamp of [1_772_359_200_000, 1_772_359_260_000]) {
      const answer = await sendCapture(server, {
        path: '/ingest',
        headers: { ...headers(key, id), 'content-encoding': 'gzip' },
        body: packed(timestamp),
      });
      expect(answer).toMatchObject({ status: 200, body: { requestId: id } });
    }
    const batches = await countFeed(server, feedId);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject({ accepted: 1, rejected: 0 });
  });

  test('a wrong key is told in its own words', async () => {
    const answer = await sendCapture(server, {
      path: '/ingest',
      headers: headers('twi_not-a-key'),
      body: body(requestId, []),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toEqual({
      requestId,
      timestamp: expect.any(Number),
      errorMessage: expect.stringContaining('no ingest key of this server'),
    });
  });
});

describe('Google Cloud Pub/Sub push', () => {
  const audience = 'https://turnaway.example.com/ingest';
  const serviceAccount = 'pusher@example-project.iam.gserviceaccount.com';
  const agent = { 'user-agent': 'CloudPubSub-Google', accept: 'application/json' };
  const logEntry = (insertId: string) => ({
    insertId,
    logName: 'organizations/1/logs/cloudaudit.googleapis.com%2Fdata_access',
    timestamp: '2026-03-01T10:00:00.000Z',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: 'login.googleapis.com',
      methodName: 'google.login.LoginService.loginFailure',
      authenticationInfo: { principalEmail: 'ada@example.com' },
      requestMetadata: { callerIp: '192.0.2.7' },
      metadata: {
        event: [
          {
            eventName: 'login_failure',
            eventType: 'login',
            parameter: [{ name: 'login_failure_type', value: 'login_failure_invalid_password' }],
          },
        ],
      },
    },
  });
  const wrapped = (insertId: string) =>
    JSON.stringify({
      message: {
        attributes: { 'logging.googleapis.com/timestamp': '2026-03-01T10:00:00.000Z' },
        data: base64(JSON.stringify(logEntry(insertId))),
        messageId: '2070443601311540',
        message_id: '2070443601311540',
        publishTime: '2026-03-01T10:00:01.000Z',
        publish_time: '2026-03-01T10:00:01.000Z',
      },
      subscription: 'projects/example-project/subscriptions/to-turnaway',
    });
  const token = (claims: Record<string, unknown> = {}, expiresIn = '1h') =>
    new SignJWT({ email: serviceAccount, email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'google-1', typ: 'JWT' })
      .setIssuer('https://accounts.google.com')
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expiresIn)
      .sign(googleKey);
  const verification = { scheme: 'pubsub', audience, serviceAccount };

  test('a message with the entry in base64 is counted, and answered with 204', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { ...agent, 'content-type': 'application/json' },
        body: wrapped('pubsub-1'),
      }),
      { status: 204, dialect: 'pubsub', accepted: 1 },
    ));

  test('a message without its wrapper, with the metadata in headers', () =>
    expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: {
          ...agent,
          'x-goog-pubsub-message-id': '2070443601311541',
          'x-goog-pubsub-subscription-name': 'projects/example-project/subscriptions/to-turnaway',
        },
        body: JSON.stringify(logEntry('pubsub-2')),
      }),
      { status: 204, dialect: 'pubsub', accepted: 1 },
    ));

  test('a feed that asks for it takes tokens of its service account', async () => {
    const authorization = `Bearer ${await token()}`;
    await expectCounted(
      server,
      (key) => ({
        path: `/ingest/${key}`,
        headers: { ...agent, authorization, 'content-type': 'application/json' },
        body: wrapped('pubsub-3'),
      }),
      { status: 204, dialect: 'pubsub', accepted: 1 },
      { verification },
    );
  });

  test.each([
    ['no token', async () => ({}), 'signature-needed'],
    [
      'a token of another account',
      async () => ({ authorization: `Bearer ${await token({ email: 'other@example.com' })}` }),
      'signature-wrong',
    ],
    [
      'a token that has expired',
      async () => ({ authorization: `Bearer ${await token({}, '-10m')}` }),
      'signature-wrong',
    ],
    ['what is no token', async () => ({ authorization: 'Bearer not.a.token' }), 'signature-wrong'],
  ])('%s is refused with 401, and the request log says why', async (_, makeHeaders, code) => {
    const { feedId, key } = await makeFeed(server, { verification });
    const answer = await sendCapture(server, {
      path: `/ingest/${key}`,
      headers: { ...agent, 'content-type': 'application/json', ...(await makeHeaders()) },
      body: wrapped('pubsub-4'),
    });
    expect(answer).toMatchObject({ status: 401, body: { type: `urn:turnaway:problem:${code}` } });
    expect(await countFeed(server, feedId)).toEqual([]);
    const logged = await loggedRequest(server, feedId, 401);
    expect(logged.notes).toContainEqual(expect.objectContaining({ kind: 'to-mend', code }));
  });
});

describe('Cloudflare Logpush', () => {
  const agent = { 'user-agent': 'Go-http-client/2.0' };

  test('its test upload is answered and not stored', async () => {
    const { feedId, key } = await makeFeed(server);
    const answer = await sendCapture(server, {
      path: '/ingest',
      headers: { ...agent, authorization: `Bearer ${key}`, 'content-encoding': 'gzip' },
      body: gzipSync('{"content":"tests"}\n'),
    });
    expect(answer.status).toBe(200);
    expect(await countFeed(server, feedId)).toEqual([]);
    const { notes } = await loggedRequest(server, feedId, 200);
    expect(notes).toContainEqual(expect.objectContaining({ code: 'logpush-test' }));
  });

  test('packed lines of access requests are counted, with or without a header that says so', async () => {
    const request = (RayID: string, Allowed: boolean) => ({
      Action: 'login',
      Allowed,
      AppDomain: 'wiki.example.com',
      AppUUID: '00000000-0000-4000-8000-000000000001',
      Connection: 'google',
      Country: 'nl',
      CreatedAt: '2026-03-01T10:00:00Z',
      Email: 'ada@example.com',
      IPAddress: '192.0.2.7',
      RayID,
    });
    for (const name of ['content-encoding', 'content-type']) {
      const headers = { [name]: name === 'content-type' ? 'text/plain' : 'gzip' };
      await expectCounted(
        server,
        (key) => ({
          path: '/ingest',
          headers: { ...agent, authorization: key, ...headers },
          body: gzipSync(
            [request(`${name}-1`, true), request(`${name}-2`, false)]
              .map((line) => `${JSON.stringify(line)}\n`)
              .join(''),
          ),
        }),
        { status: 202, body: plainAnswer, dialect: 'plain', accepted: 2 },
      );
    }
  });
});
