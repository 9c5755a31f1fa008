import { expect, test } from 'vitest';
import { judgeDisk } from './check-machine.js';

test.each([
  [{ freeBytes: 50e9, totalBytes: 200e9 }, 'ok'],
  [{ freeBytes: 9e9, totalBytes: 200e9 }, 'finding'],
  [{ freeBytes: 0.9e9, totalBytes: 10e9 }, 'finding'],
])('a disk with %j is %s: little room and a small share of it are both too little', (disk, state) => {
  expect(judgeDisk(disk, '/data')).toMatchObject({ state });
});
