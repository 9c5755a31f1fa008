import { defineConfig } from 'vitest/config';
import { CountingReporter } from './e2e/setup/counting-reporter.ts';

const outsideSource = ['**/node_modules/**', '**/dist/**', '**/.next/**'];
/** A second, the runner's own patience, is too short for a machine that does other things too. */
const untilSettled = { timeout: 30_000 };

export default defineConfig({
  test: {
    reporters: ['default', new CountingReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          // A few tests look at the whole catalog; on a busy machine they take longer than the usual five seconds.
          testTimeout: 30_000,
          include: ['{packages,apps}/*/src/**/*.test.ts', '{packages,apps}/*/src/**/*.test.tsx'],
          exclude: [...outsideSource, '**/*.engine.test.ts'],
        },
      },
      {
        test: {
          // Against real PostgreSQL, and real Redis where a suite says so; a database for every suite.
          name: 'engine',
          include: ['{packages,apps}/*/src/**/*.engine.test.ts', 'e2e/bench/**/*.engine.test.ts'],
          exclude: outsideSource,
          globalSetup: ['./e2e/setup/postgres.ts', './e2e/setup/redis.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: untilSettled },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...outsideSource, '**/*.engine.test.ts'],
          globalSetup: ['./e2e/setup/redis.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: untilSettled },
          fileParallelism: false,
        },
      },
    ],
  },
});
