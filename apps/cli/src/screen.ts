import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { printable } from './printable.js';

/** Where a report is printed: how wide, and whether in color. */
export interface Screen {
  columns: number;
  hasColor: boolean;
}

const columnsMin = 60;
const columnsMax = 120;
const columnsUnknown = 80;

/** The terminal behind a stream; a file or a pipe has 80 columns and no color. */
export function screenOf(stream: NodeJS.WriteStream): Screen {
  const columns = stream.columns ?? columnsUnknown;
  return {
    columns: Math.min(Math.max(columns, columnsMin), columnsMax),
    // Heeds NO_COLOR and what the terminal says of itself.
    hasColor: stream.isTTY === true && stream.hasColors(),
  };
}

export type Tone = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Text in a tone, where there is color; nothing is ever said by color alone. */
export function paint({ hasColor }: Screen, tone: Tone, text: string): string {
  return hasColor ? styleText(tone, text, { validateStream: false }) : text;
}

/** Text that may be shown, cut to a width, with an ellipsis where something is left out. */
export function cutTo(text: string, width: number): string {
  const line = printable(text);
  if (stringWidth(line) <= width) return line;
  let kept = '';
  let keptWidth = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(line)) {
    keptWidth += stringWidth(segment);
    if (keptWidth > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Text cut or filled to exactly that many columns; numbers at the right. */
export function fill(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  const cut = cutTo(text, width);
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(cut)));
  return side === 'left' ? cut + blanks : blanks + cut;
}
