import { Presets, SingleBar } from 'cli-progress';

/** Shows how far sending has come. */
export interface Progress {
  advance(bytes: number): void;
  records(count: number): void;
  stop(): void;
}

const silent: Progress = { advance: () => undefined, records: () => undefined, stop: () => undefined };

/** A bar on standard error where somebody looks at it; nothing where it is a file or a pipe, or `sizeBytes` is not known. */
export function startProgress(name: string, sizeBytes: number | null): Progress {
  if (!process.stderr.isTTY || sizeBytes === null || sizeBytes === 0) return silent;
  const bar = new SingleBar(
    {
      format: `${name} {bar} {percentage}% | {records} records | {eta_formatted} left`,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(sizeBytes, 0, { records: 0 });
  return {
    advance: (bytes) => bar.increment(bytes),
    records: (count) => bar.update({ records: count }),
    stop: () => bar.stop(),
  };
}
