import type { Mark, MarkInput } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toMark } from './mark-row.js';

/** Writes down what happened around the sign-ins, now if no time is given. */
export async function createMark(
  db: Db,
  { workspaceId, author, mark, now }: { workspaceId: string; author: string; mark: MarkInput; now: Date },
): Promise<Mark> {
  return toMark(
    await db.prisma.mark.create({
      data: {
        workspaceId,
        author,
        at: mark.at ?? now,
        text: mark.text,
        url: mark.url ?? null,
        app: mark.app ?? null,
      },
    }),
  );
}
