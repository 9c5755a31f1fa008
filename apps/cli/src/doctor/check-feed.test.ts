import { describe, expect, it, test } from 'vitest';
import { checkFeed, checkStrangers, gatherOdd, isFinding } from './check-feed.js';
import { feed, now, request, toMend } from './testing.js';

const findings = (...input: Parameters<typeof checkFeed>) =>
  checkFeed(...input).filter(({ state }) => state === 'finding');

describe('a feed', () => {
  it('that works has nothing to mend, and says how fresh it is', () => {
    expect(checkFeed(feed(), [request()], [], now)).toEqual([
      {
        name: 'Freshness',
        state: 'ok',
        text: 'last arrival 2026-03-01 11:59 UTC, 12 seconds after the newest event in it',
      },
    ]);
  });

  it('that has gone silent is a finding', () => {
    const [check] = findings(feed({ silentSince: '2026-03-01T09:00:00.000Z' }), [], [], now);
    expect(check?.text).toContain('silent for 3 hours, since 2026-03-01 09:00 UTC');
  });

  it('that has not been used yet is none', () => {
    const unused = feed({ newestBatchAt: null, newestEventAt: null, lagSeconds: null });
    expect(findings(unused, [], [], now)).toEqual([]);
  });

  it('whose events come from the future has a clock to set', () => {
    expect(findings(feed({ lagSeconds: -3_600 }), [], [], now)).toMatchObject([{ name: 'Clock' }]);
  });

  it('that is switched off is a finding only while its sender still tries', () => {
    const off = feed({ enabled: false });
    expect(findings(off, [], [], now)).toEqual([]);
    expect(findings(off, [request({ status: 410, notes: [toMend('feed-disabled')] })], [], now)).toHaveLength(
      1,
    );
  });

  it('that is refused of late is a finding, and one that no longer is, a note', () => {
    const refused = request({ status: 503, batch: null });
    expect(findings(feed(), [refused, request()], [], now)[0]?.text).toContain(
      '1 request of 2 answered with 503',
    );
    expect(checkFeed(feed(), [request(), refused], [], now)).toContainEqual(
      expect.objectContaining({ state: 'note', text: expect.stringContaining('none of late') }),
    );
  });

  it('whose records are rejected says how many and why, and nothing of the records', () => {
    const batch = {
      id: 'b',
      status: 'done' as const,
      records: 50,
      accepted: 46,
      duplicates: 0,
      rejected: 4,
      skipped: 0,
    };
    const rejects = [
      { index: 3, reason: 'not_json' as const, detail: 'Not valid JSON.', excerpt: 'ada@example.com' },
      { index: 4, reason: 'not_json' as const, detail: 'Not valid JSON.', excerpt: 'ada@example.com' },
      { index: 9, reason: 'too_old' as const, detail: 'Too old.', excerpt: 'ada@example.com' },
    ];
    expect(findings(feed(), [request({ batch })], rejects, now)).toEqual([
      {
        name: 'Records',
        state: 'finding',
        text: '4 of 50 records could not be read, mostly: Not JSON. Not valid JSON.',
      },
    ]);
  });
});

describe('what is odd about requests', () => {
  it('is told once, with its newest words, what is to be mended first', () => {
    const odd = gatherOdd([
      request({
        notes: [
          { kind: 'mended', code: 'key-in-query', text: 'The key was in the query.' },
          toMend('utf-16'),
        ],
      }),
      request({ at: '2026-03-01T11:00:00.000Z', notes: [toMend('utf-16', 'Older words.')] }),
    ]);
    expect(odd.map(({ code, requests, text }) => [code, requests, text])).toEqual([
      ['utf-16', 2, 'Mend utf-16.'],
      ['key-in-query', 1, 'The key was in the query.'],
    ]);
    expect(odd.map(isFinding)).toEqual([true, false]);
  });

  it('is no finding once the sender has stopped doing it, whatever another sender does', () => {
    const odd = gatherOdd([
      request(),
      request({ userAgent: 'other', dialect: 'plain' }),
      request({ notes: [toMend('utf-16')] }),
    ]);
    expect(odd).toMatchObject([{ code: 'utf-16', isStill: false }]);
    const other = gatherOdd([request(), request({ userAgent: 'other', notes: [toMend('utf-16')] })]);
    expect(other).toMatchObject([{ code: 'utf-16', isStill: true }]);
  });
});

test('senders with unknown keys are told apart, those of days ago left out', () => {
  const stranger = { feedId: null, status: 401, batch: null, userAgent: 'badship', keyPreview: 'twi_wron' };
  const checks = checkStrangers(
    [
      request(stranger),
      request(stranger),
      request({ ...stranger, userAgent: null, keyPreview: null }),
      request({ ...stranger, userAgent: 'old', at: '2026-02-27T00:00:00.000Z' }),
    ],
    now,
  );
  expect(checks).toMatchObject([
    {
      state: 'finding',
      text: 'badship, with a key that begins with twi_wron: 2 requests, last 2026-03-01 11:59 UTC, answered with 401',
    },
    { state: 'finding', text: expect.stringContaining('a sender without a name, without a key: 1 request') },
  ]);
});
