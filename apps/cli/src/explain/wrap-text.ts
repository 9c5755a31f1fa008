/**
 * Breaks text into lines of at most `width` columns at blanks; a word that is longer (an address) keeps a line of
 * its own. `first` stands before the first line, `rest` before the others.
 */
export function wrapText(text: string, width: number, indent = { first: '', rest: '' }): string[] {
  const lines: string[] = [];
  let line = indent.first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent.rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line.trimEnd());
  return lines;
}
