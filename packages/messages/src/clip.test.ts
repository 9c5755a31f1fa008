import { expect, test } from 'vitest';
import { clip, clipBytes } from './clip.js';

test('a text is cut between characters, and says so', () => {
  expect(clip('abc', 3)).toBe('abc');
  expect(clip('a😀cd', 3)).toBe('a😀…');
});

test('bytes are cut between characters, and never exceed what is allowed', () => {
  expect(clipBytes('abc', 3)).toBe('abc');
  for (let bytesMax = 3; bytesMax < 20; bytesMax++) {
    const cut = clipBytes('é😀'.repeat(10), bytesMax);
    expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(bytesMax);
    expect(cut).not.toContain('\uFFFD');
  }
});
