const pair =
  /([A-Za-z_@][\w.@/-]{0,127})\s{0,2}=(?:\s(?!\s{0,3}[A-Za-z_@][\w.@/-]{0,127}=))?(?:"((?:[^"\\]|\\.){0,8192})"|'((?:[^'\\]|\\.){0,8192})'|\[([^\]]{0,8192})\]|\{([^}]{0,8192})\}|([^\s,;|"]{0,8192}))/g;
const pairsMax = 512;

/**
 * The `key=value` pairs of a message, in any of the quotings that logs use: `a=b`, `a="b c"`, `a='b c'`, `a=[b c]`,
 * with commas, semicolons or blanks between; `a= b=c` leaves `a` empty. The first of two with one key counts.
 */
export function readPairs(message: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = Object.create(null);
  let count = 0;
  for (const match of message.matchAll(pair)) {
    if (++count > pairsMax) break;
    const [, key = '', double, single, bracketed, braced, bare] = match;
    pairs[key] ??= double?.replace(/\\(["\\])/g, '$1') ?? single ?? bracketed ?? braced ?? bare ?? '';
  }
  return pairs;
}
