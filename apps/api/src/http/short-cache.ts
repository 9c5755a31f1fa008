/** Remembers what was looked up for a short time. */
export interface ShortCache<Value> {
  get(key: string): Promise<Value>;
}

/**
 * A cache in front of `load`, so that a busy sender does not cost a query a request. An answer lives `ttlMs`; at
 * most `entriesMax` are kept, the oldest leave first. Callers that ask at once share one look-up; one that fails
 * is not remembered.
 */
export function createShortCache<Value>(
  load: (key: string) => Promise<Value>,
  { ttlMs, entriesMax, now = Date.now }: { ttlMs: number; entriesMax: number; now?: () => number },
): ShortCache<Value> {
  const entries = new Map<string, { value: Promise<Value>; staleAt: number }>();

  function remember(key: string): Promise<Value> {
    const value = load(key);
    entries.delete(key);
    entries.set(key, { value, staleAt: now() + ttlMs });
    const [oldest] = entries.keys();
    if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
    value.catch(() => {
      if (entries.get(key)?.value === value) entries.delete(key);
    });
    return value;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && now() < entry.staleAt ? entry.value : remember(key);
    },
  };
}
