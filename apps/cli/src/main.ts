#!/usr/bin/env node
import { runCli } from './run-cli.js';

// Whoever reads our output may have seen enough: `turnaway simulate | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runCli(process.argv.slice(2));
