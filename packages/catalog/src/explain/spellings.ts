/**
 * The forms under which one code is looked up. Whole numbers of 32 bits are met as `0xC000006A`, `C000006A`,
 * `3221225578` and `-1073741718`; these are one spelling here. Everything else is compared in lower case.
 */
export function spellingOf(code: string): string {
  const lower = code.trim().toLowerCase();
  const hex = /^0x0{0,8}([0-9a-f]{1,8})$/.exec(lower) ?? /^([89c][0-9a-f]{7})$/.exec(lower);
  if (hex?.[1] !== undefined) return `0x${hex[1]}`;
  const decimal = /^-?\d{9,10}$/.test(lower) ? Number(lower) : 0;
  // Below the top bit it is a plain number; above, it is a status written as a number with or without a sign.
  const isStatus = (decimal >= 2 ** 31 && decimal < 2 ** 32) || (decimal < 0 && decimal >= -(2 ** 31));
  return isStatus ? `0x${(decimal >>> 0).toString(16)}` : lower;
}

/** How surely a spelling that stands in a text is a code: by its shape alone, or only where something else says so. */
export type Shape = 'distinct' | 'number' | 'word';

/** The shape of a spelling as it stands in a text: `invalid_grant` and `E0000004` are distinct, `deny` is a word. */
export function shapeOf(token: string): Shape {
  if (/^-?\d+$/.test(token) && !/^-\d{9,}$/.test(token)) return 'number';
  if (token.length < 5) return /^0x[0-9a-f]/i.test(token) ? 'distinct' : 'word';
  if (/\s|[_:%]|\w\.\w|\w=\w/.test(token) || /\d/.test(token)) return 'distinct';
  // Two capitalized parts make a name that no sentence holds by chance.
  if (/[a-z][A-Z]/.test(token) && token.length >= 8) return 'distinct';
  return /^[a-z]+(?:-[a-z]+){2,}$/.test(token) ? 'distinct' : 'word';
}
