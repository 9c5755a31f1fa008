import type { Db } from '../client.js';

/** Writes down that somebody looked behind a pseudonym. */
export async function addReveal(
  db: Db,
  reveal: { workspaceId: string; who: string; kind: string; pseudonym: string; reason: string | null },
): Promise<void> {
  await db.prisma.reveal.create({ data: reveal });
}
