/** Longest part of an answer that is kept and shown. */
const excerptLengthMax = 500;
const readableTypes = /^(text\/|application\/(problem\+)?(json|xml)\b)/i;

/**
 * The start of a receiver's answer as plain text on one line, for the people who set the channel up; `null` for an
 * answer that is empty or says that it is no text.
 */
export function excerptAnswer(bytes: Uint8Array, contentType: string | null): string | null {
  if (contentType !== null && !readableTypes.test(contentType)) return null;
  const text = new TextDecoder().decode(bytes);
  // Control and formatting characters could hide or reorder what is shown.
  const plain = text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return plain === '' ? null : Array.from(plain).slice(0, excerptLengthMax).join('');
}
