/** Error codes of sockets, of PostgreSQL and of Prisma that say: the server is away, full, or going down. */
const codes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '08000',
  '08001',
  '08003',
  '08006',
  '3D000',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1017',
  'P2024',
]);
/** pg gives these no code, or one that a missing file has too: a local server that is down has no socket. */
const messages =
  /connect ENOENT|connection terminated|timeout exceeded when trying to connect|cannot use a pool after|not queryable/i;
const causesMax = 5;

/** Does an error, or what caused it, say that the database or the queue cannot be reached right now? */
export function isEngineOutOfReach(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < causesMax && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && codes.has(current.code)) return true;
    if (
      'originalCode' in current &&
      typeof current.originalCode === 'string' &&
      codes.has(current.originalCode)
    ) {
      return true;
    }
    if (current instanceof Error && messages.test(current.message)) return true;
    if (current instanceof AggregateError && current.errors.some(isEngineOutOfReach)) return true;
    current = 'cause' in current ? current.cause : null;
  }
  return false;
}
