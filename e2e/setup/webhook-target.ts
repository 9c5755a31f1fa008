import { createServer, type IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** A message that arrived, as it was. */
export interface Arrived {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Somebody else's server: takes every message, and lets a test wait for the next one. */
export interface WebhookTarget {
  url: string;
  /** The next message of this type, whenever it comes; checks the signature with the channel's secret. */
  next(type: string, secret: string): Promise<{ type: string; data: Record<string, unknown> }>;
  /** All that has arrived so far, by type. */
  types(): string[];
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
  const typeOf = ({ body }: Arrived) => (JSON.parse(body) as { type: string }).type;

  return {
    url: `http://127.0.0.1:${address.port}/turnaway`,
    async next(type, secret) {
      for (;;) {
        const found = arrived.find((message) => !taken.has(message) && typeOf(message) === type);
        if (found !== undefined) {
          taken.add(found);
          new Webhook(secret).verify(found.body, {
            'webhook-id': String(found.headers['webhook-id']),
            'webhook-timestamp': String(found.headers['webhook-timestamp']),
            'webhook-signature': String(found.headers['webhook-signature']),
          });
          return JSON.parse(found.body) as { type: string; data: Record<string, unknown> };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    types: () => arrived.map(typeOf),
    close: () => server.close(),
  };
}
