import { type CodeOverride, type ErrorCode, formatErrorCode } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { toCodeOverride } from './override-row.js';

/** What the workspace decided about any of these codes, by `system/code#variant`. */
export async function findOverrides(
  db: Db,
  { workspaceId, errorCodes }: { workspaceId: string; errorCodes: readonly ErrorCode[] },
): Promise<ReadonlyMap<string, CodeOverride>> {
  const rows = await db.prisma.codeOverride.findMany({
    where: { workspaceId, errorCode: { in: errorCodes.map(formatErrorCode) } },
  });
  return new Map(rows.map((row) => [row.errorCode, toCodeOverride(row)]));
}
