/** The index of the first item at or after a time. */
export function lowerBound<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => number,
  atMs: number,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a map holds under a key, made and put there if it is not. */
export function getOr<Key extends WeakKey | string | number, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
