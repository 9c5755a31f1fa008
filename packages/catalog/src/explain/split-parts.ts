import { splitWords } from './split-words.js';

const partsMax = 16;
const wordsOfWholeMax = 80;
const charactersMax = 16_384;
/** What somebody tells is no longer than this; a log is. */
const wordsOfTaleMax = 60;
const clauseEnd =
  /,\s|\s(?:and|but|because|so|since|when|whenever|then|after|before|while|until|says?|said|saying|telling me)\s/i;

/**
 * What to ask for: the words of the text as a whole, if it is no longer than a message, and those of its lines,
 * sentences and quoted values, for a message often stands among other things.
 */
export function splitParts(text: string): string[][] {
  const start = text.slice(0, charactersMax);
  const whole = splitWords(start);
  const pieces = start.split(/[\n;|"<>]|\s[-–—]\s|[.:!?](?=\s|$)/).filter((piece) => piece.trim().length > 5);
  // People tell what happened among other things: `I changed my password and now the app says …`.
  const clauses = whole.length <= wordsOfTaleMax ? pieces.flatMap((piece) => piece.split(clauseEnd)) : [];
  const parts = [...new Set([...pieces, ...clauses])]
    .map(splitWords)
    .filter(({ length }) => length > 1 && length < whole.length);
  // Messages are long and labels short: where there are too many pieces, the long ones are asked.
  const longest = parts.sort((a, b) => b.length - a.length).slice(0, partsMax);
  return whole.length > 0 && whole.length <= wordsOfWholeMax ? [whole, ...longest] : longest;
}
