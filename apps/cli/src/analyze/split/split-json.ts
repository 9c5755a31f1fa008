import { JsonCutter } from './json-cutter.js';
import { defaultLimits, gather } from './split-lines.js';

/**
 * Cuts JSON, coming in chunks of any size, into pieces of whole records: values one after the other (over one line
 * or many), and lists of any length, however deep in envelopes they are. Each piece of a list has the envelope's
 * beginning around it. A broken record stays in its piece, for the analyzer to reject.
 */
export async function* splitJson(
  chunks: AsyncIterable<Buffer>,
  limits = defaultLimits,
): AsyncGenerator<Buffer, void, undefined> {
  const cutter = new JsonCutter(limits);
  for await (const window of gather(chunks, limits.wanted)) yield* cutter.cut(window, false);
  yield* cutter.cut(Buffer.alloc(0), true);
}
