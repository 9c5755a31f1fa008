import { parsers } from './parsers/all.js';
import type { Parser } from './parsers/parser.js';
import type { JsonObject } from './read-fields.js';

/**
 * Finds the parser of a record. A feed's hint wins over the shape; records of one batch are mostly alike, so the
 * parser that read the last one is asked first.
 */
export class Detector {
  readonly #hinted: Parser | null;
  #latest: Parser | null;

  constructor(hint: string | null) {
    this.#hinted = parsers.find(({ system }) => system === hint) ?? null;
    this.#latest = this.#hinted;
  }

  /** The parser that knows the record's shape; `null` if none does. */
  byShape(record: JsonObject): Parser | null {
    if (this.#latest?.claims(record)) return this.#latest;
    if (this.#hinted !== null) return null;
    const found = parsers.find((parser) => parser.claims(record)) ?? null;
    if (found !== null) this.#latest = found;
    return found;
  }

  /** The parser to read the record with, once no envelope is left around it. */
  parserFor(record: JsonObject): Parser | null {
    return this.#hinted ?? this.byShape(record);
  }
}
