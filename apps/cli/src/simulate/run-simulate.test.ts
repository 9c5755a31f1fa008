import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Trouble } from '../trouble.js';
import type { SimulatedEvent } from './attempt.js';
import { batchEvents } from './batch-events.js';
import { parseFlowShares } from './flows.js';
import { parseIncident } from './parse-incident.js';
import { parseTime } from './parse-time.js';
import { readTrafficOptions, runSimulate } from './run-simulate.js';

const now = new Date('2026-11-23T12:00:00Z');

describe('readTrafficOptions', () => {
  it('takes the day before now unless told', () => {
    const options = readTrafficOptions({}, now);
    expect(options.from).toEqual(new Date('2026-11-22T12:00:00Z'));
    expect(options.to).toEqual(now);
  });

  it('begins live traffic now, and catches up with a past that is asked for', () => {
    expect(readTrafficOptions({ live: true }, now).from).toEqual(now);
    expect(readTrafficOptions({ live: true, days: 2 }, now).from).toEqual(new Date('2026-11-21T12:00:00Z'));
  });

  it.each([
    { from: 'yesterday' },
    { from: '2026-11-24' },
    { systems: 'entra,acme' },
    { systems: 'entra=0' },
    { incident: ['flood@2026-11-23T09:00:00Z'] },
    { incident: ['outage@2020-01-01'] },
    { incident: ['expired-secret@2026-11-23T09:00:00Z'], systems: 'okta' },
    { live: true, to: '2026-11-24' },
    { rate: 5, failuresPerDay: 5 },
  ])('refuses %j as wrong use', (options) => {
    const refused = expect(() => readTrafficOptions(options, now));
    refused.toThrow(Trouble);
    refused.toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('the words of the command line', () => {
  it('reads an incident with its start and end', () => {
    expect(parseIncident('outage@2026-11-23T09:00Z/2026-11-23T10:00Z')).toEqual({
      name: 'outage',
      from: new Date('2026-11-23T09:00:00Z'),
      to: new Date('2026-11-23T10:00:00Z'),
    });
    expect(parseIncident('outage')).toHaveProperty('problem');
    expect(parseIncident('outage@2026-11-23T09:00Z/2026-11-23T08:00Z')).toHaveProperty('problem');
  });

  it('takes a time without a zone for UTC', () => {
    expect(parseTime('2026-11-23T09:00')).toEqual(new Date('2026-11-23T09:00:00Z'));
    expect(parseTime('2026-11-23T09:00+02:00')).toEqual(new Date('2026-11-23T07:00:00Z'));
    expect(parseTime('2026-13-45')).toBeNull();
  });

  it('splits a weight for entra among its three kinds', () => {
    const shares = parseFlowShares('entra=3,okta');
    if ('problem' in shares) throw new Error(shares.problem);
    const entra = [...shares].filter(([flow]) => flow !== 'okta').reduce((sum, [, share]) => sum + share, 0);
    expect(entra).toBeCloseTo(3);
    expect(shares.get('okta')).toBe(1);
  });
});

describe('batchEvents', () => {
  // One a second.
  const events = (): SimulatedEvent[] =>
    Array.from({ length: 25 }, (_, index) => {
      const occurredAt = new Date(now.getTime() + index * 1_000);
      return { occurredAt, system: 'entra', record: { time: occurredAt.toISOString() } };
    });

  it('fills batches up to the limit', async () => {
    const sizes: number[] = [];
    for await (const { records } of batchEvents(events(), { records: 10, bytes: 1_000_000 })) {
      sizes.push(records);
    }
    expect(sizes).toEqual([10, 10, 5]);
  });

  it('never sends an event of the future, and stops when asked', async () => {
    let clockMs = now.getTime();
    let stopped = false;
    const sent: number[] = [];
    const clock = {
      nowMs: () => clockMs,
      isStopped: () => stopped,
      wait: async (delayMs: number) => {
        clockMs += delayMs;
        stopped = clockMs - now.getTime() > 12_000;
      },
    };
    for await (const batch of batchEvents(events(), { records: 10, bytes: 1_000_000 }, clock)) {
      for (const line of batch.body.toString().trimEnd().split('\n')) {
        const at = Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '');
        expect(at).toBeLessThanOrEqual(clockMs);
        sent.push(at);
      }
    }
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.length).toBeLessThan(25);
  });
});

describe('runSimulate', () => {
  it('writes a packed file of NDJSON where the name says so', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'turnaway-simulate-'));
    const out = path.join(folder, 'traffic.ndjson.gz');
    const options = { out, from: '2026-11-02T09:00Z', to: '2026-11-02T09:30Z', people: 500 };
    expect(await runSimulate(options, {}, new AbortController().signal)).toBe(0);
    const lines = gunzipSync(await readFile(out))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
    await rm(folder, { recursive: true });
  });
});
