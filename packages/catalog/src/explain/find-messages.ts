import { oneBlank } from './code-data.js';
import { entryOf, type Known } from './code-index.js';
import { type Finding, seenCode, seenWords } from './finding.js';
import type { Seen } from './seen.js';
import { rankOf } from './weigh.js';

/** Sentences that are codes, and pieces of messages that mean one code beyond doubt. */
export function findMessages({ text, index, named }: Seen): Finding[] {
  const flat = oneBlank(text);
  const sentences = held(flat, index.sentences).map(([sentence, known]): Finding => {
    const isLong = lengthOf(sentence) > 2 || named.has(known.system);
    // `authentication failed` is some system's code, and everybody's way to put it.
    const names = isLong ? undefined : 'summary';
    return {
      names,
      ...seenCode(known.page.data.code, (isLong ? 0.95 : 0.55) - rankOf(known.system) * 0.001),
      entry: entryOf(known),
      variant: null,
    };
  });
  const fragments = held(flat, index.fragments).map(([fragment, known]): Finding => {
    const certainty = named.has(known.system) ? 0.95 : lengthOf(fragment) > 2 ? 0.9 : 0.8;
    return { ...seenWords(fragment, certainty), entry: entryOf(known), variant: null };
  });
  return [...sentences, ...fragments];
}

function lengthOf(sentence: string): number {
  return sentence.split(' ').length;
}

/** Those that the text holds; one that is part of a longer one that it holds too says less, and is left out. */
function held(flat: string, pieces: readonly (readonly [piece: string, known: Known])[]) {
  const found = pieces.filter(([piece]) => standsIn(flat, piece));
  return found.filter(
    ([piece, { page }]) =>
      !found.some(
        ([other, known]) => known.page !== page && other.length > piece.length && other.includes(piece),
      ),
  );
}

function standsIn(flat: string, piece: string): boolean {
  const at = flat.indexOf(piece);
  if (at === -1) return false;
  const before = flat[at - 1] ?? ' ';
  const after = flat[at + piece.length] ?? ' ';
  return !(/\w/.test(before) && /^\w/.test(piece)) && !(/\w/.test(after) && /\w$/.test(piece));
}
