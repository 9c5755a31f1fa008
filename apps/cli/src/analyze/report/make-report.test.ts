import { describe, expect, it } from 'vitest';
import { event, reportOf, reportOfTally, success, tallyOf } from '../testing.js';
import { analysisReportSchema } from './analysis-report.js';

const unheardOf = {
  errorCode: { system: 'entra', code: '99999999', variant: null },
  reasonText: 'Refused for ada@example.com',
};

describe('the report', () => {
  it('keeps to its schema, empty or full', () => {
    for (const report of [reportOf([]), reportOf([event(), success(), event(unheardOf)])]) {
      expect(analysisReportSchema.parse(report)).toEqual(report);
    }
  });

  it('explains each code: meaning, cause, source, whose move, what to do, where to read more', () => {
    const [row] = reportOf([event(), event({ app: 'Mail' }), event({ app: 'Mail' })]).codes.items;
    expect(row).toMatchObject({
      code: '50126',
      cause: 'user-credential',
      source: 'identity-provider',
      actor: 'end-user',
      failures: 3,
      share: 1,
      apps: 2,
      topApp: 'Mail',
    });
    expect(row?.steps.length).toBeGreaterThan(0);
    expect(row?.references.length).toBeGreaterThan(0);
  });

  it('divides by successes and failures alone', () => {
    const prompt = event({ errorCode: { system: 'entra', code: '50140', variant: null } });
    const { totals, interrupts } = reportOf([event(), success(), success(), success(), prompt]);
    expect(totals).toMatchObject({ signIns: 5, failureRate: 0.25 });
    expect(interrupts.items).toMatchObject([{ code: '50140', events: 1 }]);
  });

  it('names every unknown code, with its text and what comes nearest', () => {
    const { unknownCodes, totals } = reportOf([event(unheardOf), event()]);
    expect(totals).toMatchObject({ unknownCodes: 1, unknownCodeEvents: 1 });
    expect(unknownCodes).toMatchObject([
      { system: 'entra', code: '99999999', events: 1, reasonTexts: ['Refused for ada@example.com'] },
    ]);
  });

  it('holds no name of a person, no address and no text out of the log when names are hidden', () => {
    const tally = tallyOf([
      ...Array.from({ length: 25 }, () => event(unheardOf)),
      event({ userName: 'bob@example.com' }),
    ]);
    tally.add(
      {
        records: 1,
        events: [],
        rejects: [
          { index: 0, reason: 'not_json', detail: 'Not JSON.', excerpt: '{"user":"ada@example.com"' },
        ],
        skipped: {},
      },
      'a.ndjson',
      0,
    );
    const report = reportOfTally(tally, { hideNames: true });
    expect(JSON.stringify(report)).not.toMatch(/ada|bob|192\.0\.2/i);
    expect(report.users.items.map(({ name }) => name)).toEqual(['person 1', 'person 2']);
    expect(report.addresses.items.map(({ name }) => name)).toEqual(['address 1']);
    expect(report.standsOut.join(' ')).toContain('person 1 failed 25 times');
  });

  it('keeps to the wanted number of rows, and says of how many', () => {
    const report = reportOf(
      Array.from({ length: 30 }, (_, index) => event({ userName: `p${index}@example.com` })),
      { top: 3 },
    );
    expect(report.users.items).toHaveLength(3);
    expect(report.users.total).toBe(30);
  });
});
