import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BacklogGauge } from '../ingest/backlog-gauge.js';

/** What the server counts about itself. */
export interface Metrics {
  /** Counts an accepted body; `isNew` is false for one that was sent before. */
  countBatch(bytes: number, isNew: boolean): void;
  /** Counts requests of senders that were to be kept for the wire doctor, and could not. */
  countUnloggedRequests(requests: number): void;
  countRequest(request: { method: string; route: string; status: number }, seconds: number): void;
  /** All numbers, as Prometheus reads them. */
  print(): Promise<string>;
  contentType: string;
}

/** Counters of one server; routes are counted by their pattern, so that nobody's address or key becomes a label. */
export function createMetrics(backlog: BacklogGauge): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'turnaway_http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const batches = new Counter({
    name: 'turnaway_ingest_batches_total',
    help: 'Batches accepted; a resend is one that was stored before',
    labelNames: ['kind'],
    registers,
  });
  const bytes = new Counter({
    name: 'turnaway_ingest_bytes_total',
    help: 'Bytes of the batches accepted, as sent',
    registers,
  });
  const unlogged = new Counter({
    name: 'turnaway_ingest_requests_unlogged_total',
    help: 'Requests of senders left out of their log, for load or since the database was away',
    registers,
  });
  const waitingBatches = new Gauge({
    name: 'turnaway_backlog_batches',
    help: 'Batches that wait to be counted',
    registers,
  });
  const waitingBytes = new Gauge({
    name: 'turnaway_backlog_bytes',
    help: 'Bytes that wait to be counted',
    registers,
  });

  return {
    countBatch(size, isNew) {
      batches.inc({ kind: isNew ? 'new' : 'resend' });
      bytes.inc(size);
    },
    countUnloggedRequests(requests) {
      unlogged.inc(requests);
    },
    countRequest(labels, seconds) {
      requests.observe(labels, seconds);
    },
    async print() {
      try {
        const waiting = await backlog.read();
        waitingBatches.set(waiting.batches);
        waitingBytes.set(waiting.bytes);
      } catch {
        // The database is away: the process's own numbers still count, and an old backlog would mislead.
        waitingBatches.set(Number.NaN);
        waitingBytes.set(Number.NaN);
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** Counts every answer; streams are answered for as long as someone listens, which says nothing about speed. */
export function countRequests(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', async (request, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) return;
    const route = request.routeOptions.url ?? 'none';
    metrics.countRequest(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
  });
}
