const key = /["']?\b\w{1,64}["']?\s?[:=](?=\S)/g;
const chunk = /\S{1,256}/g;
/** A path, an address, a name in snake or camel case. */
const identifier = /\w[_.:/@=]\w|[a-z][A-Z]/;

/**
 * What of a text is prose. Beside a code only that is worth asking: keys, paths and the names of classes would find
 * nothing but themselves.
 */
export function proseOf(text: string): string {
  return text.replace(key, ' ').replace(chunk, (word) => (identifier.test(word) ? ' ' : word));
}
