import { stem } from './stem.js';

/** A word that no entry has may be a name or a number's unit; it counts as much as a word of this many entries. */
const entriesOfUnknown = 150;

/** Words that join others and say nothing alone: by themselves, and what people say around what happened to them. */
const joining = new Set(
  [
    'a about again also an and any are as at be been but by can could did do does for from had has have i if in is it',
    'its may me more my of on or our please so that the their them then there they this to us was we were what when',
    'which while will with would you your am because being both even ever he her here him his how into like much one',
    'only out over she some someone something somebody than these those too up very who why yes',
    'all already always am another anybody anyone around away back day days earlier every everybody everyone everything',
    'get gets getting give gives giving go goes going gone got guess guys happen happened happening happens hello help',
    'hey hi just keep keeping keeps kept kind know last later let lets little look looking looks lot maybe minute minutes',
    'monday morning never next nice night nightly nothing now often ok okay once problem put really right said say saying',
    'says see seem seems since soon sorry still stuff suddenly sure tell telling tells thank thanks thing things think',
    'tonight today told tomorrow trouble tuesday wednesday thursday friday saturday sunday until want wants way week',
    'error err exception except weekend weeks well went whenever wont work working works yesterday yet',
  ].flatMap((line) => line.split(' ').map(stem)),
);
const weightOfJoining = 0.25;

/** Whether a word only joins others. */
export function isJoining(word: string): boolean {
  return joining.has(word);
}

/** How much a word tells that so many of all entries have: little if many do, much if few do. */
export function weightOf(word: string, frequency: number | undefined, entries: number): number {
  return joining.has(word) ? weightOfJoining : Math.log(1 + entries / (frequency ?? entriesOfUnknown));
}
