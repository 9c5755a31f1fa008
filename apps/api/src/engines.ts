import { type DynamicModule, Module } from '@nestjs/common';
import type { Db } from '@turnaway/db';
import type { Queue } from '@turnaway/jobs';
import type { Auth } from './auth/create-auth.js';
import type { Identify } from './auth/principal.js';
import type { Env } from './env.js';
import type { Metrics } from './health/metrics.js';
import type { BacklogGauge } from './ingest/backlog-gauge.js';
import type { EventStreams } from './live/event-streams.js';
import type { LiveHub } from './live/live-hub.js';

/** What every controller works on, by the names that it is injected with. */
export const DB = Symbol('db');
export const QUEUE = Symbol('queue');
export const ENV = Symbol('env');
export const AUTH = Symbol('auth');
export const IDENTIFY = Symbol('identify');
export const METRICS = Symbol('metrics');
export const BACKLOG = Symbol('backlog');
export const LIVE_HUB = Symbol('live hub');
export const STREAMS = Symbol('streams');

export interface Engines {
  env: Env;
  db: Db;
  queue: Queue;
  auth: Auth;
  identify: Identify;
  metrics: Metrics;
  backlog: BacklogGauge;
  liveHub: LiveHub;
  streams: EventStreams;
}

@Module({})
class EnginesModule {}

/** Makes the engines known to all modules. They are opened and closed by whoever starts the app. */
export function enginesModule(engines: Engines): DynamicModule {
  const { env, db, queue, auth, identify, metrics, backlog, liveHub, streams } = engines;
  const providers = [
    { provide: ENV, useValue: env },
    { provide: DB, useValue: db },
    { provide: QUEUE, useValue: queue },
    { provide: AUTH, useValue: auth },
    { provide: IDENTIFY, useValue: identify },
    { provide: METRICS, useValue: metrics },
    { provide: BACKLOG, useValue: backlog },
    { provide: LIVE_HUB, useValue: liveHub },
    { provide: STREAMS, useValue: streams },
  ];
  return { module: EnginesModule, global: true, providers, exports: providers.map(({ provide }) => provide) };
}
