/** Sorts texts as the database does, by their bytes, so that what is equally large comes in the same order everywhere. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
