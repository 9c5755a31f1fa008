import { pageOf } from '@turnaway/contracts';
import { batchSchema } from '@turnaway/contracts/feeds';
import { sessionSchema } from '@turnaway/contracts/session';
import { z } from 'zod';
import { countOf, formatLength } from '../numbers.js';
import { type Asking, askServer } from './ask-server.js';
import type { Check } from './doctor-report.js';

const aliveSchema = z.object({ status: z.literal('ok') });
const partSchema = z.enum(['ok', 'failed', 'pending']);
const readinessSchema = z.object({
  parts: z.object({ database: partSchema, migrations: partSchema, queue: partSchema }),
});

/** Clocks further apart than this make signed requests fail, and events seem to come from the future. */
const skewMaxMs = 30_000;
/** A batch is counted within seconds; one that waits this long waits for workers that are not there. */
const waitMaxMs = 5 * 60_000;

/**
 * Looks at a running server: does it answer, can it reach its engines, is it this version, does its clock agree, are
 * batches counted. `isUp` is false where it does not answer at all: then there is nothing else to ask.
 */
export async function checkServer(
  asking: Asking,
  ownVersion: string,
  now: () => Date,
): Promise<{ isUp: boolean; checks: Check[] }> {
  const askedAt = now().getTime();
  const alive = await askServer({ ...asking, token: null }, '/healthz', aliveSchema);
  const answeredAt = now().getTime();
  if (!alive.ok) {
    return { isUp: false, checks: [finding('Server', `${asking.baseUrl}: ${alive.problem}`)] };
  }
  const answered: Check = ok(
    'Server',
    `answers within ${countOf(Math.max(1, answeredAt - askedAt), 'millisecond')}`,
  );
  const [ready, versions, backlog] = await Promise.all([
    checkEngines(asking),
    asking.token === null ? [] : checkVersion(asking, ownVersion),
    asking.token === null ? [] : checkBacklog(asking, now),
  ]);
  const clock = checkClock(alive.headers.get('date'), (askedAt + answeredAt) / 2);
  return { isUp: true, checks: [answered, ...versions, ...ready, clock, ...backlog] };
}

async function checkEngines(asking: Asking): Promise<Check[]> {
  const ready = await askServer({ ...asking, token: null }, '/readyz', readinessSchema, [503]);
  if (!ready.ok) return [finding('Engines', ready.problem)];
  const { database, migrations, queue } = ready.value.parts;
  return [
    database === 'ok'
      ? migrations === 'ok'
        ? ok('Database', 'can be reached, and has the current schema')
        : finding('Database', 'lacks migrations: start this version once, or run its migrate step')
      : finding('Database', 'the server cannot reach it: is it running, and is DATABASE_URL right?'),
    queue === 'ok'
      ? ok('Queue', 'can be reached')
      : finding('Queue', 'the server cannot reach it; batches are kept, and counted once it is back'),
  ];
}

async function checkVersion(asking: Asking, ownVersion: string): Promise<Check[]> {
  const session = await askServer(asking, '/api/session', sessionSchema);
  if (!session.ok) return [finding('API token', session.problem)];
  const { version } = session.value;
  return version === ownVersion
    ? [ok('Version', version)]
    : [finding('Version', `the server runs ${version} and this is ${ownVersion}: start the server again`)];
}

/** The server's clock to the second, as its answer says, against this machine's in the middle of asking. */
function checkClock(date: string | null, askedAtMs: number): Check {
  const serverMs = date === null ? Number.NaN : Date.parse(date) + 500;
  if (Number.isNaN(serverMs)) return { name: 'Clock', state: 'unseen', text: 'the server says no time' };
  const skewMs = serverMs - askedAtMs;
  if (Math.abs(skewMs) <= skewMaxMs) return ok('Clock', "the server's agrees with this machine's");
  return finding(
    'Clock',
    `the server's is ${formatLength(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} this machine's: set both by NTP`,
  );
}

async function checkBacklog(asking: Asking, now: () => Date): Promise<Check[]> {
  const waiting = await askServer(asking, '/api/batches?status=received&limit=200', pageOf(batchSchema));
  // A token that is refused has been said already.
  if (!waiting.ok) return [];
  const { items, total } = waiting.value;
  const oldest = items.at(-1);
  const waitedMs = oldest === undefined ? 0 : now().getTime() - Date.parse(oldest.receivedAt);
  if (waitedMs <= waitMaxMs)
    return [
      ok(
        'Backlog',
        total === 0 ? 'every batch is counted' : `${countOf(total, 'batch', 'batches')} being counted`,
      ),
    ];
  return [
    finding(
      'Backlog',
      `${countOf(total, 'batch waits', 'batches wait')} to be counted, for ${formatLength(waitedMs)} and more: are workers running, and do their logs say why?`,
    ),
  ];
}

/** Something that is as it should be. */
export function ok(name: string, text: string): Check {
  return { name, state: 'ok', text };
}

/** Something to do. */
export function finding(name: string, text: string): Check {
  return { name, state: 'finding', text };
}
