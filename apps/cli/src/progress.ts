import { Presets, SingleBar } from 'cli-progress';
import { printable } from './printable.js';

/** Shows how far reading or sending has come. */
export interface Progress {
  advance(bytes: number): void;
  records(count: number): void;
  stop(): void;
}

const silent: Progress = { advance: () => undefined, records: () => undefined, stop: () => undefined };
const megabyte = 1_000_000;

/**
 * A bar on standard error where somebody looks at it; nothing where it is a file or a pipe. Where `sizeBytes` is not
 * known, as of standard input, it says how much has been read.
 */
export function startProgress(name: string, sizeBytes: number | null): Progress {
  if (!process.stderr.isTTY || sizeBytes === 0) return silent;
  // Braces of a name would be read as the bar's own.
  const label = printable(name).replaceAll(/[{}]/g, '_');
  const amount =
    sizeBytes === null
      ? '{megabytes} MB | {records} records'
      : '{bar} {percentage}% | {records} records | {eta_formatted} left';
  const bar = new SingleBar({ format: `${label} ${amount}`, clearOnComplete: true }, Presets.shades_classic);
  let read = 0;
  bar.start(sizeBytes ?? 0, 0, { records: 0, megabytes: 0 });
  return {
    advance: (bytes) => {
      read += bytes;
      bar.update(Math.min(read, sizeBytes ?? 0), { megabytes: Math.floor(read / megabyte) });
    },
    records: (count) => bar.update({ records: count }),
    stop: () => bar.stop(),
  };
}
