import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { event, reportOf, reportOfTally, success, tallyOf } from '../testing.js';
import { formatReport } from './format-report.js';

const plain = (columns: number) => ({ columns, hasColor: false });
const hostile =
  '\u001b[2J\u001b]0;owned\u0007Evil\r\nApp \u202e山田山田山田山田山田山田山田山田山田山田山田山田山田山田';
const at = (minute: number) => new Date(Date.parse('2026-03-01T10:00:00Z') + minute * 60_000).toISOString();
const tally = tallyOf([
  ...Array.from({ length: 30 }, (_, index) =>
    event({ occurredAt: at(index * 7), userName: `p${index}@example.com` }),
  ),
  event({ app: hostile, userName: hostile, country: hostile, ip: '2001:db8:1111:2222:3333:4444:5555:6666' }),
  event({ errorCode: { system: 'entra', code: '; rm -rf /', variant: null }, reasonText: hostile }),
  event({ errorCode: { system: 'entra', code: '50140', variant: null } }),
  ...Array.from({ length: 60 }, () => success()),
]);
tally.add(
  {
    records: 9,
    events: [],
    rejects: [{ index: 3, reason: 'not_json', detail: 'The record is not valid JSON.', excerpt: hostile }],
    skipped: { 'okta group.create': 8 },
  },
  'a.ndjson',
  100,
);
const report = reportOfTally(tally);

describe('the report on a terminal', () => {
  it('says what there is, why, whose move it is, and what was not read', () => {
    const text = formatReport(report, plain(80));
    for (const part of [
      '93 sign-ins in 1 file, 1.0 kB, 102 records',
      '2026-03-01 10:00 to 2026-03-01 13:23 UTC (3 hours)',
      'Failed        32, of 32 people',
      'Succeeded     60',
      'Failure rate  34.8%',
      'Prompts       1, in no rate',
      'What stands out',
      'Failures over time',
      'Whose move\n  The person',
      '31  Wrong user name or password\n             entra/50126 · Wrong credential · identity provider\n',
      'What to do: turnaway explain entra/50126',
      'Codes that the catalog does not have',
      'Not JSON: The record is not valid JSON.\n             first: record 104 of a.ndjson',
      '8  okta group.create',
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([60, 80, 120])('keeps to %i columns, whatever the log holds', (width) => {
    for (const line of formatReport(report, plain(width)).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('lets no text of a log through to the terminal as anything but text', () => {
    expect(formatReport(report, plain(80))).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    const colored = formatReport(report, { columns: 80, hasColor: true });
    expect(stripVTControlCharacters(colored)).toBe(formatReport(report, plain(80)));
    expect(colored).not.toContain('\u001b]0');
  });

  it('never suggests a command that holds a code out of a log', () => {
    const odd = reportOf([event({ errorCode: { system: 'entra', code: '$(reboot)', variant: null } })]);
    expect(formatReport(odd, plain(80))).not.toContain('turnaway explain');
  });

  it('says so when there is nothing', () => {
    const text = formatReport(reportOf([]), plain(80));
    expect(text).toContain('0 sign-ins');
    expect(text).toContain('Failure rate  –');
  });

  it('says what a rate without successes is worth', () => {
    expect(formatReport(reportOf([event()]), plain(80))).toContain('100% (the logs hold no success)');
  });
});
