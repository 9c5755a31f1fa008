import { createServer } from 'node:net';
import { Trouble } from '../trouble.js';

/** A port on loopback that is free at this moment and not the one that is `promised`, for a process that only we talk to. */
export async function freePort(promised: number): Promise<number> {
  for (;;) {
    const port = await listenOnce(0, '127.0.0.1');
    if (port !== promised) return port;
  }
}

/** Makes sure that the public port can be had, before anything is started for it. */
export async function checkPort(port: number, host: string): Promise<void> {
  try {
    await listenOnce(port, host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') throw new Trouble(`port ${port} is in use; choose another with PORT=`);
    if (code === 'EACCES') throw new Trouble(`port ${port} needs more rights; choose another with PORT=`);
    throw new Trouble(`cannot listen on ${host}:${port} (HOST, PORT): ${String(code ?? error)}`, 2);
  }
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      server.close(() =>
        bound !== null && typeof bound === 'object' ? resolve(bound.port) : reject(new Error('no port')),
      );
    });
  });
}
