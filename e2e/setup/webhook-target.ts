import { createServer, type IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** A message that arrived, as it was. */
export interface Arrived {
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a message says, as far as a test waits for it. */
interface Message {
  type: string;
  data: Record<string, unknown> & { rule?: { name: string } };
}

/** Somebody else's server: takes every message, and lets a test wait for the next one. */
export interface WebhookTarget {
  url: string;
  /**
   * The next message of this type, whenever it comes; checks the signature with the channel's secret. Where a
   * rule is named, what other rules tell of the same sign-ins is left out: it may come before, after or not.
   */
  next(type: string, secret: string, rule?: string): Promise<Message>;
  /** How many messages of this type have arrived so far about this rule. */
  count(type: string, rule: string): number;
  close(): void;
}

/** Listens on a free port on loopback. */
export async function openWebhookTarget(): Promise<WebhookTarget> {
  const arrived: Arrived[] = [];
  let wake: () => void = () => undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end('ok');
      wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const taken = new Set<Arrived>();
  const isOf = ({ body }: Arrived, type: string, rule?: string) => {
    const message = JSON.parse(body) as Message;
    return message.type === type && (rule === undefined || message.data.rule?.name === rule);
  };

  return {
    url: `http://127.0.0.1:${address.port}/turnaway`,
    async next(type, secret, rule) {
      for (;;) {
        const found = arrived.find((message) => !taken.has(message) && isOf(message, type, rule));
        if (found !== undefined) {
          taken.add(found);
          new Webhook(secret).verify(found.body, {
            'webhook-id': String(found.headers['webhook-id']),
            'webhook-timestamp': String(found.headers['webhook-timestamp']),
            'webhook-signature': String(found.headers['webhook-signature']),
          });
          return JSON.parse(found.body) as Message;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    count: (type, rule) => arrived.filter((message) => isOf(message, type, rule)).length,
    close: () => server.close(),
  };
}
