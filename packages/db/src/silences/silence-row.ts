import { type Silence, silenceSchema } from '@turnaway/contracts';
import type { Silence as SilenceRow } from '../generated/client.js';

/** A silence's row in the form that the API answers. */
export function toSilence(row: SilenceRow, now: Date): Silence {
  return silenceSchema.parse({
    ...row,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    state: row.endsAt <= now ? 'expired' : row.startsAt > now ? 'pending' : 'active',
  });
}
