import { pageOf } from '@turnaway/contracts/page';
import { type SenderSetup, senderSetupSchema } from '@turnaway/contracts/sender-setup';
import { askServer } from '../doctor/ask-server.js';
import type { CliEnv } from '../env.js';
import { wrapText } from '../explain/wrap-text.js';
import { parseTarget } from '../send/target.js';
import { Trouble } from '../trouble.js';

const width = 100;

/**
 * `turnaway setup`: prints a ready configuration for a sender, with the address of an install in it; without a sender
 * the list of them. Resolves with exit code 0. Throws Trouble.
 */
export async function runSetup(
  sender: string | undefined,
  options: { url?: string | undefined; token?: string | undefined },
  env: CliEnv,
): Promise<number> {
  const address = options.url ?? env.TURNAWAY_URL;
  if (address === undefined) throw new Trouble('where is Turnaway? Give --url, or set TURNAWAY_URL', 2);
  const target = parseTarget(address);
  if (target === null) throw new Trouble('--url: expected an http or https address without a password', 2);
  const token = options.token ?? env.TURNAWAY_API_TOKEN;
  if (token === undefined) throw new Trouble('no API token: give --token, or set TURNAWAY_API_TOKEN', 2);
  const { baseUrl } = target;
  const answer = await askServer({ baseUrl, token }, '/api/sender-setups', pageOf(senderSetupSchema));
  if (!answer.ok) throw new Trouble(`${baseUrl}: ${answer.problem}`);
  const { items } = answer.value;
  const setup = items.find(({ id }) => id === sender);
  const list = items.map(({ id, name }) => `  ${id.padEnd(28)}${name}`).join('\n');
  if (setup === undefined && sender !== undefined) throw new Trouble(`expected one of:\n${list}`, 2);
  process.stdout.write(setup === undefined ? `${list}\n` : describeSetup(setup));
  return 0;
}

function describeSetup({ name, steps, texts, docsUrl }: SenderSetup): string {
  const numbered = steps.flatMap((step, place) =>
    wrapText(step, width, { first: `${place + 1}. `, rest: '   ' }),
  );
  const blocks = texts.flatMap(({ label, text }) => ['', `--- ${label}`, text]);
  return [name, ...numbered, ...blocks, '', `More: ${docsUrl}`, ''].join('\n');
}
