import type { CodeIndex } from './code-index.js';

/** A text that is searched for codes. */
export interface Seen {
  text: string;
  /** The text without its times, addresses and ids, whose digits are no codes. */
  masked: string;
  index: CodeIndex;
  /** The systems that the text names. */
  named: ReadonlySet<string>;
}
