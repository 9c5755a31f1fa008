import type { Behind } from '../readings/split-span.js';

/**
 * Answers that hold for one request, which is told from others by its own picture of what is behind: whoever asks the same question
 * again gets what was answered before.
 */
export class AskOnce<Answer> {
  readonly #askedBy = new WeakMap<Behind, Map<string, Promise<Answer>>>();

  /** The answer to a question, asked unless this request has asked it. */
  answer(behind: Behind, question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.#askedBy.get(behind) ?? new Map<string, Promise<Answer>>();
    this.#askedBy.set(behind, known);
    const before = known.get(question);
    if (before !== undefined) return before;
    const asking = ask();
    known.set(question, asking);
    return asking;
  }
}
