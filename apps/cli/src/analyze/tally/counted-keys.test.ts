import { describe, expect, it } from 'vitest';
import { CountedKeys } from './counted-keys.js';

describe('CountedKeys', () => {
  it('counts by value, whatever its letter case, and shows the first spelling', () => {
    const keys = new CountedKeys(10);
    keys.add('Ada@example.com', 'failure', 1);
    keys.add('ada@EXAMPLE.com', 'failure', 1);
    keys.add('ada@example.com', 'success', 2);
    keys.add('bob@example.com', 'success', 2);
    expect(keys.top(10)).toMatchObject([{ label: 'Ada@example.com', failures: 2, successes: 1 }]);
    expect(keys.top(10)[0]?.codes).toEqual(new Map([[1, 2]]));
    expect(keys.withFailures).toBe(1);
  });

  it('keeps the largest when there are too many, and says how much may be missing', () => {
    const keys = new CountedKeys(100);
    for (let round = 0; round < 50; round++) {
      keys.add('spray', 'failure', 1);
      for (let one = 0; one < 40; one++) keys.add(`once-${round}-${one}`, 'failure', 1);
    }
    expect(keys.top(1)).toMatchObject([{ label: 'spray', failures: 50 }]);
    expect(keys.missedMax).toBe(1);
  });
});
