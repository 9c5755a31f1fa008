import { hash } from 'node:crypto';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import type { AnalysisReport } from './report/analysis-report.js';
import { makeReport, type ReportOptions } from './report/make-report.js';
import { type Period, Tally } from './tally/tally.js';

let made = 0;

/** A sign-in as the analyzer reads it: a wrong password of one person, unless said otherwise. */
export function event(over: Partial<SignInEvent> = {}): SignInEvent {
  return {
    eventId: `entra:${++made}`,
    occurredAt: '2026-03-01T10:00:00.000Z',
    loggedBy: 'entra',
    errorCode: { system: 'entra', code: '50126', variant: null },
    observedOutcome: 'failure',
    carrier: null,
    reasonText: null,
    userName: 'ada@example.com',
    userId: null,
    app: 'Payroll',
    appId: null,
    resource: null,
    ip: '192.0.2.1',
    country: 'NL',
    city: null,
    client: null,
    device: null,
    interactive: true,
    correlationId: null,
    requestId: null,
    ...over,
  };
}

/** A success of one person. */
export function success(over: Partial<SignInEvent> = {}): SignInEvent {
  return event({
    errorCode: { system: 'entra', code: '0', variant: null },
    observedOutcome: 'success',
    ...over,
  });
}

/** Counts events as if they were one log. */
export function tallyOf(events: readonly SignInEvent[], period?: Period): Tally {
  const tally = new Tally(period);
  tally.add(
    {
      records: events.length,
      // Two of one id have one key, as the analyzer gives them.
      events: events.map((one, index) => ({
        index,
        eventKey: hash('sha256', one.eventId).slice(0, 32),
        event: one,
      })),
      rejects: [],
      skipped: {},
    },
    'a.ndjson',
    0,
  );
  return tally;
}

/** The report about events. */
export function reportOf(
  events: readonly SignInEvent[],
  options: Partial<ReportOptions> = {},
): AnalysisReport {
  return reportOfTally(tallyOf(events, options.period), options);
}

/** The report about what was counted. */
export function reportOfTally(tally: Tally, options: Partial<ReportOptions> = {}): AnalysisReport {
  const file = {
    name: 'a.ndjson',
    form: 'NDJSON',
    bytes: 1_000,
    records: tally.records,
    signIns: tally.records,
    rejected: 0,
    problem: null,
  };
  return makeReport(tally, [file], {
    madeAt: new Date('2026-03-02T00:00:00Z'),
    timeZone: 'UTC',
    period: { from: null, to: null },
    top: 10,
    hideNames: false,
    ...options,
  });
}
