import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import type { DoctorReport } from './doctor-report.js';
import { formatDoctor } from './format-doctor.js';

const hostile =
  '\u001b[2J\u001b]0;owned\u0007 agent \u202e 山田山田山田山田山田山田山田山田山田山田山田山田山田山田山田山田';
const report: DoctorReport = {
  format: 'turnaway-doctor/1',
  at: '2026-03-01T12:00:00.000Z',
  url: 'http://localhost:3000',
  install: [
    { name: 'Server', state: 'ok', text: 'answers within 3 milliseconds' },
    {
      name: 'Queue',
      state: 'finding',
      text: 'the server cannot reach it; batches are kept, and counted once it is back',
    },
  ],
  feeds: [
    {
      id: 'f',
      name: hostile,
      page: 'http://localhost:3000/feeds/f',
      checks: [{ name: 'Freshness', state: 'note', text: 'nothing has arrived yet' }],
      odd: [
        {
          kind: 'to-mend',
          code: 'utf-16',
          text: 'The body is written in UTF-16.',
          requests: 3,
          lastAt: '2026-03-01T11:00:00.000Z',
          isStill: true,
        },
        {
          kind: 'to-mend',
          code: 'http-1-0',
          text: 'It came by HTTP/1.0.',
          requests: 1,
          lastAt: '2026-03-01T10:00:00.000Z',
          isStill: false,
        },
        {
          kind: 'mended',
          code: 'key-in-query',
          text: 'The key was in the query.',
          requests: 9,
          lastAt: '2026-03-01T11:00:00.000Z',
          isStill: true,
        },
      ],
      requests: [
        {
          at: '2026-03-01T11:59:58.123Z',
          sender: hostile,
          dialect: 'elasticsearch',
          path: '/es/_bulk',
          bytes: 97_000,
          records: { accepted: 48_000, duplicates: 2, rejected: 4, skipped: 1 },
          status: 200,
        },
        {
          at: '2026-03-01T11:59:00.000Z',
          sender: null,
          dialect: 'plain',
          path: '/ingest',
          bytes: 0,
          records: null,
          status: 400,
        },
      ],
    },
  ],
  strangers: [],
  findings: 2,
  unseen: 0,
};

it('says what is well, what is to be mended and where to read how, and what was sent', () => {
  const text = formatDoctor(report, { columns: 120, hasColor: false });
  for (const part of [
    '  ok    Server        answers within 3 milliseconds\n',
    '  mend  Queue         the server cannot reach it',
    '  mend  The body is written in UTF-16. (utf-16, 3 requests, last 2026-03-01 11:00)\n',
    '  note  It came by HTTP/1.0. (http-1-0, 1 request, last 2026-03-01 10:00, no more since)\n',
    '  ok    The key was in the query. (mended here, key-in-query, 9 requests',
    'How to set its sender up: http://localhost:3000/feeds/f',
    '48,000 new, 4 rejected, 2 known,',
    '2 things to mend.\n',
  ]) {
    expect(text).toContain(part);
  }
});

it.each([60, 80, 120])(
  'keeps to %i columns and lets nothing but text through, whatever a sender calls itself',
  (columns) => {
    const text = formatDoctor(report, { columns, hasColor: false });
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(stripVTControlCharacters(formatDoctor(report, { columns, hasColor: true }))).toBe(text);
  },
);
