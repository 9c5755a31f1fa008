import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Db } from '@turnaway/db';
import { listenForTicks } from '@turnaway/db/live/listen-for-ticks';
import type { Queue } from '@turnaway/jobs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { appModule } from './app.module.js';
import { createAuth } from './auth/create-auth.js';
import { createIdentify } from './auth/principal.js';
import { requireCredentials } from './auth/require-credentials.js';
import { proxyToDashboard } from './dashboard/proxy-to-dashboard.js';
import { serveDocs } from './docs/serve-docs.js';
import type { Env } from './env.js';
import { countRequests, createMetrics } from './health/metrics.js';
import { addBodyParsers } from './http/body-parsers.js';
import { problemBody } from './http/problem.js';
import { refuseWhileClosing } from './http/refuse-while-closing.js';
import { makeRequestId } from './http/request-id.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { admitAtTheDoor } from './ingest/admit.js';
import { admitUploads } from './ingest/admit-uploads.js';
import { createBacklogGauge } from './ingest/backlog-gauge.js';
import { recordRequests } from './ingest/log/record-requests.js';
import { createRequestLog } from './ingest/log/request-log.js';
import { createRoom } from './ingest/room.js';
import { createEventStreams } from './live/event-streams.js';
import { createLiveHub } from './live/live-hub.js';

/** Longest part of a path: an error code of 128 characters, each written as %XX. */
const pathPartLengthMax = 1_024;

/** Builds the server around engines that are open already; the caller listens with it, and closes them after it. */
export async function createApp(engines: {
  env: Env;
  db: Db;
  queue: Queue;
  /** Where the log goes instead of stdout. */
  logStream?: DestinationStream;
}): Promise<NestFastifyApplication> {
  const { env, db, queue } = engines;
  const publicUrl = env.TURNAWAY_PUBLIC_URL;
  const auth = createAuth(db, { secret: env.TURNAWAY_SECRET, publicUrl });
  const identify = createIdentify(db, auth);
  const backlog = createBacklogGauge(db);
  const metrics = createMetrics(backlog);
  const liveHub = createLiveHub();
  const streams = createEventStreams(identify);

  const app = await NestFactory.create<NestFastifyApplication>(
    appModule({ env, db, queue, auth, identify, metrics, backlog, liveHub, streams }, engines.logStream),
    createAdapter(env),
    // The list of routes at each start would bury what matters: warnings alone until all is in place.
    { bodyParser: false, logger: ['warn', 'error', 'fatal'], abortOnError: false },
  );
  // Where the server takes logs, a key in the request says who may; a browser adds none by itself.
  app.enableCsrfProtection({
    trustedOrigins: publicUrl === undefined ? [] : [publicUrl],
    exclude: (request: FastifyRequest) => request.routeOptions.config.ingest === true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  addBodyParsers(fastify, env.TURNAWAY_MAX_BODY_BYTES);
  await addSecurityHeaders(app, publicUrl);
  refuseWhileClosing(fastify);
  countRequests(fastify, metrics);
  requireCredentials(fastify, identify);
  const room = createRoom(backlog, env);
  admitAtTheDoor(fastify, { db, env, room });
  admitUploads(fastify, { db, env, room });
  recordRequests(fastify, createRequestLog(db, metrics.countUnloggedRequests));
  // Routes added from here on are refused and logged like Nest's own: its filter and middleware are in place.
  await app.init();
  app.useLogger(app.get(Logger));
  serveDocs(app);
  await proxyToDashboard(app, env.TURNAWAY_DASHBOARD_URL);
  const listening = listenForTicks(env.DATABASE_URL, liveHub);
  fastify.addHook('preClose', async () => {
    // Streams have no end of their own, and the server waits for every answer.
    streams.close();
    await listening.close();
  });
  return app;
}

function createAdapter(env: Env): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: env.TURNAWAY_TRUSTED_PROXIES ?? false,
    genReqId: makeRequestId,
    return503OnClosing: false,
    routerOptions: { maxParamLength: pathPartLengthMax },
    // Addresses that cannot be read are refused before any route, hook or filter is reached.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemBody(400, request.id, { detail: 'This address cannot be read.' });
      reply.status(400).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
    },
  });
}
