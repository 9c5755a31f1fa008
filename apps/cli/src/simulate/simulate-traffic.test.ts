import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { SimulatedEvent } from './attempt.js';
import { parseFlowShares } from './flows.js';
import type { IncidentName } from './incidents.js';
import { simulateEntraRecords } from './simulate-entra-records.js';
import { simulateTraffic, type TrafficOptions } from './simulate-traffic.js';

// A Monday.
const from = new Date('2026-11-02T00:00:00Z');
const oneDay: TrafficOptions = { seed: 'test', from, to: new Date('2026-11-03T00:00:00Z'), people: 300 };
const oneWeek: TrafficOptions = { ...oneDay, to: new Date('2026-11-09T00:00:00Z') };

function digest(events: Iterable<SimulatedEvent>): string {
  const hash = createHash('sha256');
  for (const event of events) hash.update(JSON.stringify(event));
  return hash.digest('hex');
}

function lineOf(event: SimulatedEvent): string {
  return JSON.stringify(event.record);
}

describe('simulateTraffic', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    expect(digest(simulateTraffic(oneDay))).toBe(digest(simulateTraffic(oneDay)));
    expect(digest(simulateTraffic({ ...oneDay, seed: 'other' }))).not.toBe(digest(simulateTraffic(oneDay)));
  });

  it('keeps to the order of time and to the time asked for', () => {
    const options = {
      ...oneDay,
      from: new Date('2026-11-02T09:00:30Z'),
      to: new Date('2026-11-02T11:00:10Z'),
    };
    const times = [...simulateTraffic(options)].map((event) => event.occurredAt.getTime());
    expect(times.length).toBeGreaterThan(100);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times[0]).toBeGreaterThanOrEqual(options.from.getTime());
    expect(times.at(-1)).toBeLessThan(options.to.getTime());
  });

  it('names only addresses that are set aside for documentation', () => {
    for (const event of simulateTraffic({ ...oneDay, incidents: [{ name: 'password-spray', from }] })) {
      const line = lineOf(event).replaceAll(/"(rawUserAgent|userAgent|user_agent|browser)":"[^"]*"/g, '');
      for (const [address] of line.matchAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g)) {
        expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
      }
      for (const [, text] of line.matchAll(/"([0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,})"/g)) {
        expect(isIPv6(text ?? '') && text?.startsWith('2001:db8:'), text).toBe(true);
      }
    }
  });

  it('names only domains that are set aside for examples', () => {
    for (const event of simulateTraffic(oneDay)) {
      for (const [, domain] of lineOf(event).matchAll(/@([a-z0-9.-]+)/g)) {
        expect(domain).toMatch(/^(example\.com|[a-z.]+\.example)$/);
      }
    }
  });

  it('is busy on working days and in working hours, and never quite silent', () => {
    const byDay = Array.from({ length: 7 }, () => 0);
    const byHour = Array.from({ length: 24 }, () => 0);
    for (const { occurredAt, system } of simulateTraffic(oneWeek)) {
      if (system !== 'entra') continue;
      byDay[occurredAt.getUTCDay()] = (byDay[occurredAt.getUTCDay()] ?? 0) + 1;
      byHour[occurredAt.getUTCHours()] = (byHour[occurredAt.getUTCHours()] ?? 0) + 1;
    }
    expect(byDay[2]).toBeGreaterThan(2 * (byDay[0] ?? 0));
    expect(byDay[2]).toBeGreaterThan(2 * (byDay[6] ?? 0));
    expect(byHour[13]).toBeGreaterThan(2 * (byHour[3] ?? 0));
    expect(Math.min(...byHour)).toBeGreaterThan(0);
  });

  it('brings about as many records or failures in a mean day as are asked for', () => {
    const records = [...simulateTraffic({ ...oneWeek, recordsPerDay: 2_000 })].length / 7;
    expect(records).toBeGreaterThan(1_800);
    expect(records).toBeLessThan(2_200);
    const shares = parseFlowShares('entra-non-interactive');
    if ('problem' in shares) throw new Error(shares.problem);
    const lines = [...simulateTraffic({ ...oneWeek, shares, failuresPerDay: 200 })].map(lineOf);
    const failures = lines.filter((line) => !/"resultType":"(0|50058|50076|50079)"/.test(line)).length / 7;
    expect(failures).toBeGreaterThan(160);
    expect(failures).toBeLessThan(240);
  });

  it('never gives an event id twice', () => {
    const ids = [...simulateTraffic(oneDay)].map(
      (event) => /"(?:properties":\{"id|uuid|log_id)":"([^"]+)"/.exec(lineOf(event))?.[1],
    );
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('writes each system in its own form', () => {
    const records = new Map([...simulateTraffic(oneDay)].map(({ system, record }) => [system, record]));
    expect(records.get('entra')).toMatchObject({
      resourceId: expect.any(String),
      properties: { status: {} },
    });
    expect(records.get('okta')).toMatchObject({ eventType: expect.any(String), outcome: {}, actor: {} });
    expect(records.get('auth0')).toMatchObject({
      log_id: expect.any(String),
      data: { type: expect.any(String) },
    });
  });

  it('plays nothing but the systems that are asked for', () => {
    const shares = parseFlowShares('okta=2,auth0');
    if ('problem' in shares) throw new Error(shares.problem);
    expect(new Set([...simulateTraffic({ ...oneDay, shares })].map(({ system }) => system))).toEqual(
      new Set(['okta', 'auth0']),
    );
  });

  it('refuses a company of nobody', () => {
    expect(() => [...simulateTraffic({ ...oneDay, people: 0 })]).toThrow(RangeError);
  });

  it.each<[IncidentName, RegExp]>([
    ['outage', /"resultType":"(90033|50000|90012)"/],
    ['expired-secret', /"resultType":"7000222".*"servicePrincipalName":"Invoice Export"/],
    ['password-spray', /"resultType":"(50126|50053)","[^}]*"callerIpAddress":"198\.51\.100\.217"/],
    ['mfa-outage', /"resultType":"(500121|50087)"/],
    ['bad-deploy', /"resultType":"50011".*"appDisplayName":"Harbor CRM"/],
    ['wrong-secret', /"resultType":"7000215".*"servicePrincipalName":"Build Agents"/],
    ['broken-records', /"resultType_renamed"/],
    ['unknown-code', /"resultType":"99931\d"/],
    ['regression', /"resultType":"700054".*"appDisplayName":"Timesheets"/],
    ['double-redemption', /"resultType":"54005".*"appDisplayName":"Fieldwork Mobile"/],
    ['brute-force', /"resultType":"(50126|50053)".*"city":"(Reykjavik|Asuncion|Windhoek|Vientiane)"/],
    ['credential-stuffing', /"resultType":"(50126|50034)".*"city":"(Reykjavik|Asuncion|Windhoek|Vientiane)"/],
    ['mfa-fatigue', /"resultType":"500121".*"city":"(Reykjavik|Asuncion|Windhoek|Vientiane)"/],
    ['account-takeover', /"resultType":"50126".*"city":"(Reykjavik|Asuncion|Windhoek|Vientiane)"/],
  ])('shows %s by its codes, and only while it lasts', (name, expected) => {
    const start = new Date('2026-11-02T14:00:00Z');
    const end = new Date('2026-11-02T14:30:00Z');
    const counts = { during: 0, before: 0 };
    for (const event of simulateTraffic({
      ...oneDay,
      from: new Date('2026-11-02T13:15:00Z'),
      to: new Date('2026-11-02T14:45:00Z'),
      people: 2_000,
      incidents: [{ name, from: start, to: end }],
    })) {
      if (!expected.test(lineOf(event))) continue;
      if (event.occurredAt >= start && event.occurredAt < end) counts.during += 1;
      else if (event.occurredAt < start && event.occurredAt.getTime() >= start.getTime() - 1_800_000) {
        counts.before += 1;
      }
    }
    expect(counts.during).toBeGreaterThan(5);
    expect(counts.during).toBeGreaterThan(4 * counts.before);
  });

  it('leaves no record of a provider whose feed is silent', () => {
    const start = new Date('2026-11-02T09:00:00Z');
    const end = new Date('2026-11-02T11:00:00Z');
    const incidents = [{ name: 'feed-silence' as const, from: start, to: end }];
    const systems = [...simulateTraffic({ ...oneDay, people: 2_000, incidents })]
      .filter(({ occurredAt }) => occurredAt >= start && occurredAt < end)
      .map(({ system }) => system);
    expect(systems).toContain('okta');
    expect(systems).not.toContain('entra');
  });

  it('lets one person be in two parts of the world within half an hour', () => {
    const start = new Date('2026-11-02T09:00:00Z');
    const incidents = [{ name: 'impossible-travel' as const, from: start }];
    const lines = [...simulateTraffic({ ...oneDay, incidents })].map(lineOf);
    expect(
      lines.filter((line) => /"city":"(Reykjavik|Asuncion|Windhoek|Vientiane)"/.test(line)),
    ).toHaveLength(1);
  });

  it('sprays many people a few times each', () => {
    const start = new Date('2026-11-02T02:00:00Z');
    const victims = new Map<string, number>();
    for (const event of simulateTraffic({
      ...oneDay,
      incidents: [{ name: 'password-spray', from: start }],
    })) {
      const line = lineOf(event);
      if (!line.includes('198.51.100.217')) continue;
      const user = /"userPrincipalName":"([^"]+)"/.exec(line)?.[1] ?? '';
      victims.set(user, (victims.get(user) ?? 0) + 1);
    }
    expect(victims.size).toBe(300);
    expect(Math.max(...victims.values())).toBeLessThanOrEqual(4);
  });
});

describe('simulateEntraRecords', () => {
  const options = { count: 2_000, from, to: oneWeek.to, failureShare: 0.15, seed: 'bench' };
  const linesOf = (given: typeof options) =>
    [...simulateEntraRecords(given)].map((record) => JSON.stringify(record));

  it('gives the number of records and the share of failures asked for, in order of time', () => {
    const lines = linesOf(options);
    expect(lines).toHaveLength(2_000);
    const failures = lines.filter((line) => !line.includes('"resultType":"0"')).length;
    expect(failures / 2_000).toBeCloseTo(0.15, 1);
    const times = lines.map((line) => Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? ''));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThan(options.to.getTime());
  });

  it('writes records as long as real ones', () => {
    const sizes = linesOf(options).map((line) => Buffer.byteLength(line));
    expect(Math.min(...sizes)).toBeGreaterThan(2_300);
    expect(Math.max(...sizes)).toBeLessThan(3_200);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(2_600);
    expect(mean).toBeLessThan(2_850);
  });

  it('gives the same bytes for the same seed', () => {
    expect(linesOf(options)).toEqual(linesOf(options));
  });
});
