import type { SaidBeside } from '@turnaway/contracts';
import { z } from 'zod';

const wordLengthMax = 255;
const word = z.string().min(1).max(wordLengthMax).nullable().catch(null);
/** As far as dates go in JavaScript. */
const dateMaxMs = 8_640_000_000_000_000;
/** Seconds since 1970, with a fraction if need be; more than this many, which are 3,000 years, are milliseconds. */
const secondsMax = 100_000_000_000;
const time = z.coerce
  .number()
  .positive()
  .max(dateMaxMs)
  .transform((since) => new Date(since > secondsMax ? since : since * 1_000).toISOString())
  .nullable()
  .catch(null);
const querySchema = z.object({
  time,
  host: word,
  sourcetype: word,
  source: word,
});

/**
 * What a request to the raw endpoint says in its query of all its lines: there is no event around them to say it. The
 * program is Splunk's source type, which names who wrote a log, else its source. Its index is where Splunk would have
 * stored them, and says nothing of a line. `undefined` where nothing is said.
 * Splunk, "Input endpoint descriptions", services/collector/raw.
 */
export function saidInQuery(query: unknown): SaidBeside | undefined {
  const said = querySchema.safeParse(query ?? {});
  if (!said.success) return undefined;
  const { time, host, sourcetype, source } = said.data;
  const program = sourcetype ?? source;
  return time === null && host === null && program === null ? undefined : { time, host, program };
}
