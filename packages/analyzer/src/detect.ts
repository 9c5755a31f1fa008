import type { TextRecord } from './frame/text-record.js';
import { parsers } from './parsers/all.js';
import type { Shape, SystemParser } from './parsers/parser.js';
import type { JsonObject } from './read-fields.js';

/** A system's way of reading records of one form. */
export interface Reader<Source> {
  system: string;
  /** Is it never asked first? See `SystemParser.isGeneric`. */
  isGeneric: boolean;
  shape: Shape<Source>;
}

type JsonReader = Reader<JsonObject> & { shape: NonNullable<SystemParser['json']> };
type TextReader = Reader<TextRecord>;

const jsonReaders: readonly JsonReader[] = parsers.flatMap(({ system, json, isGeneric = false }) =>
  json === undefined ? [] : { system, shape: json, isGeneric },
);
const textReaders: readonly TextReader[] = parsers.flatMap(({ system, text, isGeneric = false }) =>
  text === undefined ? [] : { system, shape: text, isGeneric },
);

/** The systems whose records are read; each can be a feed's hint. */
export const readableSystems: readonly string[] = parsers.map(({ system }) => system);

/**
 * Finds the reader of a record. A feed's hint wins over the shape; records of one batch are mostly alike, so the
 * reader of the last one is asked first.
 */
export class Detector {
  readonly #isHinted: boolean;
  readonly #jsonReaders: readonly JsonReader[];
  readonly #textReaders: readonly TextReader[];
  #latestJson: JsonReader | null = null;
  #latestText: TextReader | null = null;

  constructor(hint: string | null) {
    this.#isHinted = hint !== null && parsers.some(({ system }) => system === hint);
    const isMine = ({ system }: { system: string }) => !this.#isHinted || system === hint;
    this.#jsonReaders = jsonReaders.filter(isMine);
    this.#textReaders = textReaders.filter(isMine);
  }

  /** The reader that knows the object's shape; `null` if none does. */
  byShape(record: JsonObject): JsonReader | null {
    if (this.#latestJson?.shape.claims(record)) return this.#latestJson;
    const found = this.#jsonReaders.find(({ shape }) => shape.claims(record)) ?? null;
    if (found !== null && !found.isGeneric) this.#latestJson = found;
    return found;
  }

  /** The reader of an object, once no envelope is left around it: with a hint that system's, whatever it looks like. */
  forObject(record: JsonObject): JsonReader | null {
    return this.byShape(record) ?? (this.#isHinted ? (this.#jsonReaders[0] ?? null) : null);
  }

  /** The reader that knows the line's form; `null` if none does. */
  forText(record: TextRecord): TextReader | null {
    if (this.#latestText?.shape.claims(record)) return this.#latestText;
    const found = this.#textReaders.find(({ shape }) => shape.claims(record)) ?? null;
    if (found !== null && !found.isGeneric) this.#latestText = found;
    return found;
  }
}
