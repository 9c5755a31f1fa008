import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { readCliEnv } from './env.js';
import { describeSystemError, Trouble } from './trouble.js';

// Each command loads its own module, so that `explain` does not wait for what `start` needs.
function createProgram(finish: (exitCode: number) => void): Command {
  const program = new Command('turnaway')
    .description('Tells why sign-ins fail, whose move it is, and what to do.')
    .exitOverride()
    .showHelpAfterError('(turnaway --help shows how)');

  program
    .command('start')
    .description('start Turnaway and keep it running')
    .option('--demo', 'fill an empty install with made-up traffic')
    .option('--watch', 'for development: start again what was built anew')
    .action(async (options: { demo?: boolean; watch?: boolean }) => {
      const { startTurnaway } = await import('./start/start.js');
      finish(await startTurnaway({ demo: options.demo ?? false, watch: options.watch ?? false }));
    });

  program
    .command('explain')
    .description('say what an error code, message or log line means')
    .argument('<text...>', 'the text, or - for standard input')
    .option('--json', 'print everything as JSON')
    .option('--all', 'print every answer, not only the best three')
    .action(async (words: string[], options: { json?: boolean; all?: boolean }) => {
      const { runExplain } = await import('./explain/run-explain.js');
      finish(await runExplain(words, options));
    });

  program
    .command('analyze')
    .description('say why the sign-ins in log files fail; nothing leaves this machine')
    .argument(
      '<file...>',
      'logs in any form, also packed (.gz, .zst, .br), folders of them, or - for standard input',
    )
    .option('--json', 'print the report as JSON')
    .option('--html <file>', 'write the report as one page that opens offline')
    .addOption(count('--top <n>', 'rows of each list', 1_000).default(10))
    .option('--from <time>', 'only from this date or time on, ISO 8601')
    .option('--to <time>', 'only before this date or time')
    .option('--system <name>', 'the system that wrote the logs, where it is not told by their form')
    .option('--time-zone <name>', 'zone of times without one, such as Europe/Berlin (UTC)')
    .option('--no-names', 'show stand-ins for people and addresses, and no texts out of the logs')
    .addHelpText(
      'after',
      '\nEnds with 0 when done, and with 1 if no sign-in was found or a file could not be read.',
    )
    .action(async (files: string[], options) => {
      const { runAnalyze } = await import('./analyze/run-analyze.js');
      finish(await runAnalyze(files, options));
    });

  withTarget(program.command('send'))
    .description('send log files of any size: NDJSON (also .gz) in batches, other forms up to 16 MiB whole')
    .argument('<file...>', 'files, or - for standard input')
    .option('--token <token>', 'API token, to ask what became of it (TURNAWAY_API_TOKEN)')
    .option('--restart', 'send it all, also what an earlier run has sent')
    .addOption(count('--parallel <n>', 'requests at once', 16).default(3))
    .addOption(count('--batch-records <n>', 'records in a batch', 100_000).default(1_000))
    .addOption(count('--batch-bytes <n>', 'unpacked bytes in a batch', 16 * 1_024 * 1_024).default(4_194_304))
    .action(async (files: string[], options) => {
      const { runSend } = await import('./send/run-send.js');
      finish(await runSend(files, options, environment()));
    });

  program
    .command('retry-rejects')
    .description('have every batch with rejected records counted again, as after an upgrade')
    .option('--url <address>', 'Turnaway, its base or ingest address (TURNAWAY_URL)')
    .option('--token <token>', 'API token (TURNAWAY_API_TOKEN)')
    .option('--feed <id>', 'only batches of this feed')
    .action(async (options: { url?: string; token?: string; feed?: string }) => {
      const { runRetryRejects } = await import('./retry-rejects/run-retry-rejects.js');
      finish(await runRetryRejects(options, environment()));
    });

  program
    .command('doctor')
    .description('look at an install and at what its senders sent of late: what is odd, and what to mend')
    .option('--url <address>', 'Turnaway, its base or ingest address (TURNAWAY_URL, else this machine)')
    .option('--token <token>', 'API token (TURNAWAY_API_TOKEN)')
    .option('--feed <name>', 'only this feed, by its name or id')
    .addOption(count('--requests <n>', 'requests shown of each feed', 100).default(5))
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      '\nEnds with 0 if all is well, and with 1 if there is something to mend or that could not be looked at.',
    )
    .action(async (options) => {
      const { runDoctor } = await import('./doctor/run-doctor.js');
      finish(await runDoctor(options, environment()));
    });

  program
    .command('setup')
    .description('print a ready configuration for a sender, such as vector, okta or firehose')
    .argument('[sender]', 'the sender; left out, all are named')
    .option('--url <address>', 'Turnaway, its base or ingest address (TURNAWAY_URL)')
    .option('--token <token>', 'API token (TURNAWAY_API_TOKEN)')
    .action(async (sender: string | undefined, options: { url?: string; token?: string }) => {
      const { runSetup } = await import('./setup/run-setup.js');
      finish(await runSetup(sender, options, environment()));
    });

  withTarget(program.command('simulate'))
    .description('make sign-in logs of a made-up company: to standard output, a file, or Turnaway')
    .addOption(count('--days <n>', 'days up to now (1)', 3_650))
    .option('--from <time>', 'first moment, ISO 8601')
    .option('--to <time>', 'last moment, ISO 8601 (now)')
    .addOption(count('--people <n>', 'people in the company (2000)', 10_000_000))
    .addOption(count('--rate <n>', 'records of a mean day (12 for each person)', 1_000_000_000))
    .addOption(count('--failures-per-day <n>', 'failures of a mean day, instead of --rate', 1_000_000_000))
    .option('--systems <mix>', 'what is played, such as entra=3,okta,auth0')
    .option(
      '--incident <name@time>',
      'such as outage, expired-secret or password-spray (a wrong name lists all); may be repeated',
      (text: string, all: string[] | undefined) => [...(all ?? []), text],
    )
    .option('--seed <text>', 'same seed and options, same records (turnaway)')
    .option('--out <file>', 'file to write, packed if it ends in .gz; - for standard output')
    .option('--live', 'go on in real time until Ctrl-C')
    .action(async (options) => {
      const { runSimulate } = await import('./simulate/run-simulate.js');
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      process.once('SIGTERM', () => stop.abort());
      finish(await runSimulate(options, environment(), stop.signal));
    });

  return program;
}

function withTarget(command: Command): Command {
  return command
    .option('--url <address>', 'Turnaway, its base or ingest address (TURNAWAY_URL)')
    .option('--key <key>', 'ingest key (TURNAWAY_INGEST_KEY)');
}

function count(flags: string, description: string, max: number): Option {
  return new Option(flags, description).argParser((text: string) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > max) {
      throw new InvalidArgumentError(`expected a whole number from 1 to ${max}`);
    }
    return value;
  });
}

function environment() {
  const read = readCliEnv();
  if (!read.ok) throw new Trouble(read.lines.join('\n'), 2);
  return read.env;
}

/** The exit code for what ended a command; says it in one line where it is no bug. */
function exitCodeFor(error: unknown): number {
  // Commander has said it already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  // Whoever reads our output has seen enough.
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return 0;
  const line = error instanceof Trouble ? error.message : describeSystemError(error);
  if (line === null) throw error;
  for (const part of line.split('\n')) process.stderr.write(`turnaway: ${part}\n`);
  return error instanceof Trouble ? error.exitCode : 1;
}

/**
 * Runs one command of `turnaway`; `args` are the words behind the program's name. Resolves with the exit code: 0
 * done, 1 a finding or a failed operation, 2 wrong use. Rejects only for a bug.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await createProgram((code) => {
      exitCode = code;
    }).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeFor(error);
  }
}
