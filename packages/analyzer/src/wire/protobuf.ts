import protobuf from 'protobufjs/light.js';
import { isObject, type JsonObject, listIn } from '../read-fields.js';

/** A message's fields, each by its name, with its number and type: what protobufjs reads descriptions from. */
type Description = Record<
  string,
  { fields: Record<string, { rule?: 'repeated'; type: string; id: number }> }
>;

/** Decodes messages of one type. */
export type Decode = (bytes: Uint8Array) => JsonObject | null;

/**
 * A decoder of the named message, in a description that holds nothing but the fields that are read. It gives plain
 * values, 64-bit numbers as text; `null` for bytes that are no such message.
 */
export function decoderOf(name: string, description: Description): Decode {
  const type = protobuf.Root.fromJSON({ nested: description }).lookupType(name);
  return (bytes) => {
    try {
      const plain: unknown = type.toObject(type.decode(bytes), { longs: String });
      return isObject(plain) ? plain : null;
    } catch {
      // Cut off, nested beyond the library's limit, or something else than its type says.
      return null;
    }
  };
}

/** The messages of a repeated field that was taken as bytes. */
export function messagesIn(list: unknown): Uint8Array[] {
  return listIn(list).filter((item) => item instanceof Uint8Array);
}
