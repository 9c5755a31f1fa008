/** A word that no entry has may be a name or a number's unit; it counts as much as a word of this many entries. */
const entriesOfUnknown = 30;

/** Words that join others and say nothing alone. */
const joining = new Set(
  'a about again also an and any are as at be been but by can could did do does for from had has have i if in is it its may me more my of on or our please so that the their them then there they this to us was we were what when which while will with would you your'.split(
    ' ',
  ),
);
const shareOfJoining = 0.25;

/** Whether a word only joins others. */
export function isJoining(word: string): boolean {
  return joining.has(word);
}

/** How much a word tells that so many of all entries have: little if many do, much if few do. */
export function weightOf(word: string, frequency: number | undefined, entries: number): number {
  const weight = Math.log(1 + entries / (frequency ?? entriesOfUnknown));
  return joining.has(word) ? weight * shareOfJoining : weight;
}
