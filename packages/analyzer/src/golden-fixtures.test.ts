import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { analyzeText } from './testing.js';

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));
const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:json|ndjson|log|csv|xml|txt)$/.test(path) && !path.endsWith('.expected.json'))
  .sort();

describe('golden fixtures: a batch is read into exactly the facts beside it', () => {
  test.each(cases)('%s', async (path) => {
    const facts = analyzeText(readFileSync(folder + path));
    const expected = `${folder}${path.replace(/\.\w+$/, '')}.expected.json`;
    // `npx vitest run -u packages/analyzer` writes the file anew; read the difference before it is committed.
    await expect(`${JSON.stringify(facts, null, 2)}\n`).toMatchFileSnapshot(expected);
  });
});
