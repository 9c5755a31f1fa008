import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { ProblemException } from './problem.js';
import { refuseWhileClosing } from './refuse-while-closing.js';

test('who asks while the server stops is sent away with 503 and Retry-After', async () => {
  const server = fastify({ return503OnClosing: false });
  const asked: { status: number; connection: string | null; thrown: unknown }[] = [];
  let thrown: unknown;
  server.setErrorHandler((error, _request, reply) => {
    thrown = error;
    return reply.status(503).send();
  });
  refuseWhileClosing(server);
  server.get('/', async () => 'fine');
  const ask = async () => {
    thrown = undefined;
    const { status, headers } = await fetch(url);
    asked.push({ status, connection: headers.get('connection'), thrown });
  };
  // The port is still open at this point of a stop, and requests can still come in.
  server.addHook('preClose', ask);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  await ask();
  await server.close();
  const refusal = expect.any(ProblemException);
  expect(asked).toMatchObject([
    { status: 200, thrown: undefined },
    { status: 503, connection: 'close', thrown: refusal },
  ]);
  expect(asked[1]?.thrown).toMatchObject({ extras: { headers: { 'retry-after': '5' } } });
});
