import { formatCount } from '../../numbers.js';
import { cutTo, fill, paint, type Screen } from '../../screen.js';

export const indent = '  ';
/** Room for a count, with the blanks before it. */
const countWidth = 9;
/** Where the text behind a count begins. */
export const afterCount = ' '.repeat(indent.length + countWidth + indent.length);

/** The line above a section. */
export function title(text: string, screen: Screen): string {
  return paint(screen, 'bold', cutTo(text, screen.columns));
}

/** A list's name, and how many of how many it shows where it does not show all. */
export function nameOfList(name: string, shown: number, total: number): string {
  return total > shown ? `${name} (${formatCount(shown)} of ${formatCount(total)})` : name;
}

/** A count, and what it is of. */
export function countLine(count: number | string, text: string, screen: Screen): string {
  const number = typeof count === 'number' ? formatCount(count) : count;
  return (
    indent + fill(number, countWidth, 'right') + indent + cutTo(text, screen.columns - afterCount.length)
  );
}

/** A quiet line below one of {@link countLine}. */
export function underCount(text: string, screen: Screen): string {
  return paint(screen, 'dim', afterCount + cutTo(text, screen.columns - afterCount.length));
}

/** A label as the first word of a line. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
