import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FingerprintSet, fingerprintOf, fingerprintOfKey } from './fingerprint-set.js';

const keyOf = (number: number) => fingerprintOfKey(hash('sha256', String(number)));

describe('FingerprintSet', () => {
  it('knows what it was given, through every growth', () => {
    const set = new FingerprintSet(2 ** 20);
    const answers = (step: number) =>
      new Set(Array.from({ length: 200_000 / step }, (_, index) => set.add(keyOf(index * step))));
    expect(answers(1)).toEqual(new Set(['new']));
    expect(answers(50)).toEqual(new Set(['known']));
    expect(set.size).toBe(200_000);
  });

  it('stops growing at its limit, and still knows what it holds', () => {
    const set = new FingerprintSet(65_536);
    const answers = Array.from({ length: 80_000 }, (_, number) => set.add(keyOf(number)));
    expect(answers.at(-1)).toBe('full');
    expect(set.add(keyOf(0))).toBe('known');
    expect(set.size).toBeLessThan(65_536);
  });

  it('takes a key of zeros', () => {
    const set = new FingerprintSet(65_536);
    expect(set.add({ high: 0, low: 0 })).toBe('new');
    expect(set.add({ high: 0, low: 0 })).toBe('known');
  });

  it('tells texts apart', () => {
    const seen = new Set(
      Array.from({ length: 50_000 }, (_, number) => {
        const { high, low } = fingerprintOf(`person-${number}@example.com`);
        return `${high} ${low}`;
      }),
    );
    expect(seen.size).toBe(50_000);
  });
});
