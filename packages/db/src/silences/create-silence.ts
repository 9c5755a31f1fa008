import type { Silence, SilenceInput } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import { toSilence } from './silence-row.js';

/** Makes a silence; it starts now if no start is given. */
export async function createSilence(
  db: Db,
  {
    workspaceId,
    author,
    now,
    silence,
  }: { workspaceId: string; author: string; now: Date; silence: SilenceInput },
): Promise<Silence> {
  const { matchers, startsAt, endsAt, recurrence, comment } = silence;
  const row = await db.prisma.silence.create({
    data: {
      workspaceId,
      author,
      matchers,
      startsAt: startsAt ?? now,
      endsAt,
      recurrence: recurrence ?? Prisma.DbNull,
      comment,
    },
  });
  return toSilence(row, now);
}
