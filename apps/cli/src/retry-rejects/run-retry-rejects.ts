import { retriedRejectsSchema } from '@turnaway/contracts/feeds';
import { z } from 'zod';
import type { CliEnv } from '../env.js';
import { parseTarget } from '../send/target.js';
import { Trouble } from '../trouble.js';

const answerTimeoutMs = 60_000;
/** More calls than any kept rejects need; a server that never comes to an end must not keep us for ever. */
const callsMax = 2_000;

/**
 * `turnaway retry-rejects`: has every batch with rejected records counted again, as after an upgrade that can read
 * more. What was counted before is not counted again. Resolves with exit code 0. Throws Trouble.
 */
export async function runRetryRejects(
  options: { url?: string | undefined; token?: string | undefined; feed?: string | undefined },
  env: CliEnv,
): Promise<number> {
  const address = options.url ?? env.TURNAWAY_URL;
  if (address === undefined) throw new Trouble('where is Turnaway? Give --url, or set TURNAWAY_URL', 2);
  const target = parseTarget(address);
  if (target === null) throw new Trouble('--url: expected an http or https address without a password', 2);
  const token = options.token ?? env.TURNAWAY_API_TOKEN;
  if (token === undefined) throw new Trouble('no API token: give --token, or set TURNAWAY_API_TOKEN', 2);

  // Batches that are rejected once more meanwhile are not tried again by this run.
  const doneBefore = new Date().toISOString();
  const total = { batches: 0, rejected: 0 };
  for (let call = 0; call < callsMax; call += 1) {
    const retried = await retrySome(target.baseUrl, token, { feedId: options.feed, doneBefore });
    total.batches += retried.batches;
    total.rejected += retried.rejected;
    if (retried.left === 0 || retried.batches === 0) break;
  }
  process.stdout.write(
    total.batches === 0
      ? 'No batch with rejected records is kept: there is nothing to try again.\n'
      : `${total.batches} ${total.batches === 1 ? 'batch' : 'batches'} with ${total.rejected} rejected ${
          total.rejected === 1 ? 'record' : 'records'
        } to be counted again. What is still rejected is on ${target.baseUrl}/batches\n`,
  );
  return 0;
}

async function retrySome(
  baseUrl: string,
  token: string,
  input: { feedId: string | undefined; doneBefore: string },
): Promise<z.output<typeof retriedRejectsSchema>> {
  try {
    const response = await fetch(`${baseUrl}/api/batches/retry-rejected`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (response.ok) return retriedRejectsSchema.parse(await response.json());
    await response.body?.cancel();
    if (response.status === 401 || response.status === 403) {
      throw new Trouble(`the API token was refused (${response.status})`);
    }
    if (response.status === 400) throw new Trouble('--feed: expected the id of a feed', 2);
    throw new Trouble(`the server answered with ${response.status}; run the same command to go on`);
  } catch (error) {
    if (error instanceof Trouble) throw error;
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      throw new Trouble('the answer of the server was not understood');
    }
    if (error instanceof Error) throw new Trouble(`${baseUrl} cannot be reached`);
    throw error;
  }
}
