/** A text of at most `charactersMax` characters (code points), its cut marked by an ellipsis. */
export function clip(text: string, charactersMax: number): string {
  const characters = [...text];
  return characters.length <= charactersMax ? text : `${characters.slice(0, charactersMax - 1).join('')}…`;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text of at most `bytesMax` bytes of UTF-8, cut between characters, its cut marked by an ellipsis. */
export function clipBytes(text: string, bytesMax: number): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= bytesMax) return text;
  // A character that was cut apart decodes to the replacement character; names hold none of their own.
  return `${decoder.decode(bytes.subarray(0, bytesMax - 3)).replace(/\uFFFD+$/, '')}…`;
}
