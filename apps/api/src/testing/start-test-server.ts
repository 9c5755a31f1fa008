import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Db } from '@turnaway/db';
import { createTestDatabase } from '@turnaway/db/testing';
import { createQueue, type Queue } from '@turnaway/jobs';
import { inject } from 'vitest';
import type { Auth } from '../auth/create-auth.js';
import { createApp } from '../create-app.js';
import { AUTH } from '../engines.js';
import { type Env, readEnv } from '../env.js';
import { ensureInstall } from '../setup/ensure-install.js';

export const owner = { email: 'owner@example.com', password: 'a long enough password' };
export const ingestKey = 'twi_test-key-0123456789';
export const apiToken = 'twa_test-token-0123456789';

/** A server on a free port with a database of its own, real queue and all, as a fresh install has it. */
export interface TestServer {
  url: string;
  db: Db;
  queue: Queue;
  env: Env;
  app: NestFastifyApplication;
  /** What the server logged so far, a line each. */
  logs: string[];
  /** Asks with the API token; `body` is sent as JSON. */
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  /** Asks with nothing but what is given. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Signs in as the owner; returns the cookie to send. */
  signIn(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server; `variables` are added to its environment, `wrapQueue` may stand between it and its queue. */
export async function startTestServer(
  variables: Record<string, string> = {},
  wrapQueue: (queue: Queue) => Queue = (queue) => queue,
): Promise<TestServer> {
  const database = await createTestDatabase(inject('postgresUrl'));
  const reading = readEnv({
    DATABASE_URL: database.databaseUrl,
    TURNAWAY_SECRET: 'a secret for tests, of more than thirty-two characters',
    TURNAWAY_LOG_LEVEL: 'debug',
    TURNAWAY_DASHBOARD_URL: 'http://127.0.0.1:9',
    TURNAWAY_ADMIN_EMAIL: owner.email,
    TURNAWAY_ADMIN_PASSWORD: owner.password,
    TURNAWAY_INGEST_KEY: ingestKey,
    TURNAWAY_API_TOKEN: apiToken,
    ...variables,
  });
  if (!reading.ok) throw new Error(reading.message);
  const { env } = reading;
  const { db } = database;
  const queue = await createQueue({ databaseUrl: database.databaseUrl, redisUrl: null });
  const logs: string[] = [];
  const logStream = { write: (line: string) => void logs.push(line) };
  const app = await createApp({ env, db, queue: wrapQueue(queue), logStream });
  await ensureInstall(db, app.get<Auth>(AUTH), env);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

  const ask: TestServer['ask'] = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${apiToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: parsed, headers: response.headers };
  };

  return {
    url,
    db,
    queue,
    env,
    app,
    logs,
    ask,
    fetch: (path, init) => fetch(url + path, init),
    async signIn() {
      const response = await fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify(owner),
      });
      if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';', 1)[0])
        .join('; ');
    },
    async stop() {
      await app.close();
      await queue.close();
      await database.drop();
    },
  };
}
