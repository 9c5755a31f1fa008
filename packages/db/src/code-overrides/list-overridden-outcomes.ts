import { type Outcome, outcomeSchema } from '@turnaway/contracts';
import type { Db } from '../client.js';

/** The codes whose outcome the workspace decided itself, by `system/code#variant`. */
export async function listOverriddenOutcomes(
  db: Db,
  workspaceId: string,
): Promise<ReadonlyMap<string, Outcome>> {
  const rows = await db.prisma.codeOverride.findMany({
    where: { workspaceId, outcome: { not: null } },
    select: { errorCode: true, outcome: true },
  });
  return new Map(rows.map((row) => [row.errorCode, outcomeSchema.parse(row.outcome)]));
}
