import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setInterval as every } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { receive } from '../testing/receive.js';
import { selfSigned } from '../testing/self-signed.js';
import { createAddressJudge } from './judge-address.js';
import { type PostTimeouts, postMessage } from './post-message.js';
import { resolveName } from './vet-target.js';

/** Patience is short where a test is about waiting, and long where a slow machine must not decide. */
const impatient: PostTimeouts = { resolveMs: 5_000, connectMs: 5_000, totalMs: 400 };
const patient: PostTimeouts = { resolveMs: 20_000, connectMs: 20_000, totalMs: 40_000 };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: Server, sockets = new Set<Socket>()): Promise<number> {
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

/** A server that speaks as it likes once it was asked for something. */
async function speak(answer: (socket: Socket) => void): Promise<string> {
  const port = await listen(createServer((socket) => void socket.once('data', () => answer(socket))));
  return `http://127.0.0.1:${port}/hook`;
}

const post = (url: string, timeouts: PostTimeouts = patient, resolve = resolveName) =>
  postMessage(
    { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{}' },
    { judge: createAddressJudge(['127.0.0.0/8']), resolve },
    timeouts,
  );

/** Writes a piece time and again, until the other side has enough of it. */
async function drip(socket: Socket, piece: string): Promise<void> {
  for await (const _ of every(10)) {
    if (socket.destroyed) return;
    socket.write(piece);
  }
}

describe('a redirect is not followed,', () => {
  test.each([301, 302, 303, 307, 308])('%i', async (status) => {
    const secretPlace = await receive((_request, response) => {
      response.end('secret');
    });
    closers.push(secretPlace.close);
    for (const location of [secretPlace.url, 'http://169.254.169.254/latest/meta-data/', '//[::1]/']) {
      const target = await receive((_request, response) => {
        response.writeHead(status, { location }).end();
      });
      closers.push(target.close);
      expect(await post(target.url)).toMatchObject({ statusCode: status, error: 'http' });
      expect(target.received).toHaveLength(1);
    }
    expect(secretPlace.received).toEqual([]);
  });
});

test.each([
  'https://[fe80::1%25eth0]/',
  'https://[::1%25lo]/',
  'https://0251.0376.0251.0376/',
  'https://0xA9FEA9FE/',
  'https://2852039166/',
  'https://[::ffff:169.254.169.254]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://169.254.169.254./',
  'https://256.256.256.256/',
])('nothing is sent to %s, nor is a name asked for', async (url) => {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return [];
  };
  expect(await post(url, patient, resolve)).toMatchObject({ statusCode: null, error: 'blocked-address' });
  expect(asked).toEqual([]);
});

describe('the time for an attempt is up', () => {
  test('with headers that come letter by letter', async () => {
    const url = await speak((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      void drip(socket, 'x');
    });
    expect(await post(url, impatient)).toMatchObject({ statusCode: null, error: 'timeout' });
  });

  test('with news that the answer is about to come, time and again', async () => {
    const url = await speak((socket) => void drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'));
    expect(await post(url, impatient)).toMatchObject({ statusCode: null, error: 'timeout' });
  });

  test('with a body that comes letter by letter: the status counts, and what came is kept', async () => {
    const url = await speak((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100000\r\n\r\n');
      void drip(socket, 'x');
    });
    const result = await post(url, impatient);
    expect(result).toMatchObject({ statusCode: 200, error: null });
    expect(result.excerpt).toMatch(/^x+$/);
  });

  test('with a connection that never says a word', async () => {
    const url = await speak(() => undefined);
    expect(await post(url, impatient)).toMatchObject({ statusCode: null, error: 'timeout' });
  });

  test('with a handshake that never ends', async () => {
    const url = (await speak(() => undefined)).replace('http:', 'https:');
    const hasty = { ...patient, connectMs: 300 };
    expect(await post(url, hasty)).toMatchObject({ statusCode: null, error: 'timeout' });
  });
});

describe('an answer that is none ends the attempt:', () => {
  test.each([
    ['one huge header', `HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(1_000_000)}\r\n\r\nok`],
    ['headers without number', `HTTP/1.1 200 OK\r\n${'x-more: 1\r\n'.repeat(100_000)}\r\nok`],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nok'],
    ['a length below nothing', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nok'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nokk'],
    [
      'a length beside chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP', '220 mail.example ESMTP\r\n'],
    ['nothing at all', ''],
  ])('%s', async (_name, bytes) => {
    const url = await speak((socket) => socket.end(bytes));
    expect(await post(url)).toMatchObject({ statusCode: null, error: 'connection', excerpt: null });
  });
});

describe('of an answer with a wrong length, the status counts:', () => {
  test('one that breaks off', async () => {
    const url = await speak((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 50\r\n\r\nhalf'),
    );
    expect(await post(url)).toMatchObject({ statusCode: 200, error: null, excerpt: 'half' });
  });

  test('one that goes on: what is too much is not read', async () => {
    const url = await speak((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok and more'),
    );
    expect(await post(url)).toMatchObject({ statusCode: 200, error: null, excerpt: 'ok' });
  });

  test('one of ten gigabytes is closed after its start', async () => {
    let sent = 0;
    let hungUp: Promise<unknown> = Promise.resolve();
    const url = await speak((socket) => {
      hungUp = new Promise((resolve) => socket.once('close', resolve));
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 10000000000\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) sent += 65_536;
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    expect(await post(url)).toMatchObject({ statusCode: 200, error: null, excerpt: 'x'.repeat(500) });
    await hungUp;
    // What the sockets on both sides hold is not read by anybody.
    expect(sent).toBeLessThan(32_000_000);
  });
});

test('a host that vouches for itself is told nothing', async () => {
  let requests = 0;
  const port = await listen(
    createHttpsServer(selfSigned, (_request, response) => {
      requests += 1;
      response.end('thanks');
    }),
  );
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const result = await post(`https://self-signed.example:${port}/`, patient, resolve);
  expect(result).toMatchObject({ statusCode: null, error: 'tls' });
  expect(requests).toBe(0);
});
