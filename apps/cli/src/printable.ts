/** What moves the cursor, colors or erases on a terminal, or turns the direction of text: none of it is text. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text out of a log as one line that may be shown: whoever can write to a log must not be able to write to the
 * reader's terminal. Control characters become a blank.
 */
export function printable(text: string): string {
  return text.replace(unprintable, ' ');
}

/** JSON whose control characters are all escaped, those too that JSON lets stand. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
