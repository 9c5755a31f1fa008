import { mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { SimulatedEvent } from './attempt.js';
import { flowProfiles } from './flows.js';
import { createRandom, createWeightedPick, guid, type Random } from './random.js';
import { rhythmAt } from './rhythm.js';
import { createAttempt, playAttempt } from './simulate-traffic.js';
import { createTenant, type Tenant } from './tenant.js';

const hourMs = 3_600_000;
const recordCount = 1_000;
const expiredSecretCount = 45;
const incidentHours = 3;
const pickFlow = createWeightedPick([
  ['entra-interactive', 42],
  ['entra-non-interactive', 47],
  ['entra-service-principal', 11],
] as const);

/**
 * Writes 1,000 made-up Entra sign-ins over the 24 hours before `now` as NDJSON, below 3 MB, unless the file is
 * there and its newest event is less than 5 minutes old. Ids depend on the day (UTC) alone, so that two files of one
 * day are counted once. Returns whether it wrote; fails with the file system's error.
 */
export async function writeExampleFile(file: string, now: Date): Promise<'written' | 'kept'> {
  const newest = await readNewestTime(file);
  if (newest !== null && now.getTime() - newest < 5 * 60_000 && newest <= now.getTime()) return 'kept';
  await mkdir(path.dirname(file), { recursive: true });
  const lines = exampleEvents(now).map(({ record }) => `${JSON.stringify(record)}\n`);
  // Under another name first: nobody reads half a file.
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, lines.join(''));
  await rename(draft, file);
  return 'written';
}

/** The example's events in order of time; the day of `now` is the seed. */
export function exampleEvents(now: Date): SimulatedEvent[] {
  const seed = `example/${now.toISOString().slice(0, 10)}`;
  const tenant = createTenant(seed, 300);
  const random = createRandom(seed);
  // What happens is drawn apart from when, so that the ids are the same whatever the time of day.
  const when = createRandom(`${seed}/times`);
  const latestMs = now.getTime() - 60_000;
  const events: SimulatedEvent[] = [];
  while (events.length < expiredSecretCount) {
    const atMs = latestMs - Math.floor(when.unit() * incidentHours * hourMs);
    events.push(...playAttempt(tenant, daemonAttempt(tenant, random), ['7000222'], atMs, random));
  }
  while (events.length < recordCount) {
    const flow = pickFlow(random);
    const place = random.pick(tenant.places);
    const attempt = createAttempt(tenant, flow, place, random);
    const steps = flowProfiles[flow].pickSteps(random).slice(0, recordCount - events.length);
    // A few minutes of room for later steps; and the app whose secret has expired got no token since.
    const lastStartMs = latestMs - (attempt.app === tenant.daemons[0] ? incidentHours * hourMs : 4 * 60_000);
    const atMs = drawTime(when, latestMs - 23.9 * hourMs, lastStartMs, (moment) =>
      rhythmAt(flowProfiles[flow].rhythm, moment, place.utcOffsetHours),
    );
    events.push(...playAttempt(tenant, attempt, steps, atMs, random));
  }
  return events.sort((one, other) => one.occurredAt.getTime() - other.occurredAt.getTime());
}

function daemonAttempt(tenant: Tenant, random: Random): Parameters<typeof playAttempt>[1] {
  const [app, place] = [tenant.daemons[0], tenant.places[0]];
  if (app === undefined || place === undefined) throw new RangeError('a company has an app and a place');
  const flow = 'entra-service-principal';
  return { flow, person: null, app, place, address: '192.0.2.200', correlationId: guid(random) };
}

/** A moment of a span, more often at busy hours. */
function drawTime(when: Random, firstMs: number, lastMs: number, busyAt: (atMs: number) => number): number {
  let atMs = lastMs;
  // On a quiet Sunday few moments are busy: eight draws are enough to look like people.
  for (let draw = 0; draw < 8; draw += 1) {
    atMs = firstMs + Math.floor(when.unit() * (lastMs - firstMs));
    if (when.unit() * 3.2 < busyAt(atMs) + 0.15) break;
  }
  return atMs;
}

const timedSchema = z.object({ time: z.iso.datetime() });

/** Time of the file's last record, in milliseconds since 1970; `null` if there is no such file or record. */
async function readNewestTime(file: string): Promise<number | null> {
  const size = await stat(file).then(
    (found) => found.size,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
      throw error;
    },
  );
  if (size === 0) return null;
  const tail = Buffer.alloc(Math.min(size, 8_192));
  const handle = await open(file, 'r');
  try {
    await handle.read(tail, 0, tail.length, size - tail.length);
  } finally {
    await handle.close();
  }
  const lastLine = tail.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  const parsed = timedSchema.safeParse(parseJson(lastLine));
  return parsed.success ? Date.parse(parsed.data.time) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A file that is cut short or holds something else is written anew.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
