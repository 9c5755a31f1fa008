/** Is the value nested deeper than `depthMax`? Never recurses further than that, whatever it is given. */
export function isDeeperThan(value: object, depthMax: number): boolean {
  if (depthMax === 0) return true;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      if (isContainer(value[at]) && isDeeperThan(value[at], depthMax - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const child: unknown = value[key as keyof typeof value];
    if (isContainer(child) && isDeeperThan(child, depthMax - 1)) return true;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * Would the value's JSON be about longer than `bytesMax`? Counts texts and a little for each member, and stops as
 * soon as the answer is known. Only for values that are not deep.
 */
export function isLargerThan(value: unknown, bytesMax: number): boolean {
  return bytesLeft(value, bytesMax) < 0;
}

/** What a number, a literal and the marks around a member take, about. */
const memberBytes = 4;

function bytesLeft(value: unknown, bytes: number): number {
  if (typeof value === 'string') return bytes - value.length - memberBytes;
  if (!isContainer(value)) return bytes - memberBytes;
  let left = bytes;
  for (const [key, child] of Object.entries(value)) {
    if (left < 0) return left;
    left = bytesLeft(child, left - key.length);
  }
  return left;
}
