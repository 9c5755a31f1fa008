import type { Feed } from '@turnaway/contracts/feeds';
import type { IngestRequest, WireNote } from '@turnaway/contracts/ingest-requests';

export const now = new Date('2026-03-01T12:00:00Z');

/** A feed that is as it should be, unless said otherwise. */
export function feed(over: Partial<Feed> = {}): Feed {
  return {
    id: '0d3f1f8e-0000-4000-8000-000000000001',
    name: 'Sign-ins',
    systemHint: null,
    enabled: true,
    timeZone: 'UTC',
    verification: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    newestBatchAt: '2026-03-01T11:59:00.000Z',
    newestEventAt: '2026-03-01T11:58:48.000Z',
    lagSeconds: 12,
    silentSince: null,
    batches: 10,
    accepted: 1_000,
    rejected: 0,
    ...over,
  };
}

/** A request that was taken and counted, unless said otherwise. */
export function request(over: Partial<IngestRequest> = {}): IngestRequest {
  return {
    id: 'r-1',
    at: '2026-03-01T11:59:00.000Z',
    feedId: feed().id,
    method: 'POST',
    path: '/ingest/[key]',
    dialect: 'fluent-bit',
    userAgent: 'Fluent-Bit',
    contentType: 'application/json',
    contentEncoding: null,
    bytes: 97_000,
    status: 202,
    keyPreview: null,
    batch: {
      id: 'b-1',
      status: 'done',
      records: 50,
      accepted: 48,
      duplicates: 2,
      rejected: 0,
      skipped: 0,
    },
    notes: [],
    ...over,
  };
}

/** Something to be mended at the sender. */
export function toMend(code: string, text = `Mend ${code}.`): WireNote {
  return { kind: 'to-mend', code, text };
}
