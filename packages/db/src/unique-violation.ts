import { Prisma } from './generated/client.js';

/** Did a write through Prisma fail because a row with the same unique value is there already? */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
