import { expect, test } from 'vitest';
import type { IngestRequest, WireNote } from './ingest-requests.js';
import { gatherFindings } from './wire-findings.js';

const request = (at: string, ...notes: WireNote[]) => ({ at, notes }) as IngestRequest;
const mend = (code: string, text = code): WireNote => ({ kind: 'to-mend', code, text });

test('each thing is told once, in the words of its newest request, with how often and when last', () => {
  const requests = [
    request('2026-03-01T10:02:00Z', mend('clock-skew', 'signed 90 seconds ago')),
    request('2026-03-01T10:01:00Z', mend('one-record'), {
      kind: 'mended',
      code: 'key-in-query',
      text: 'key in the query',
    }),
    request('2026-03-01T10:00:00Z', mend('clock-skew', 'signed 70 seconds ago')),
  ];
  expect(gatherFindings(requests, 'to-mend')).toEqual([
    { note: mend('clock-skew', 'signed 90 seconds ago'), requests: 2, lastAt: '2026-03-01T10:02:00Z' },
    { note: mend('one-record'), requests: 1, lastAt: '2026-03-01T10:01:00Z' },
  ]);
  expect(gatherFindings(requests, 'mended').map(({ note }) => note.code)).toEqual(['key-in-query']);
});
