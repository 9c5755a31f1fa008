import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeText, fixtureFolder, fixtures, readFixture } from './testing.js';

const expectedEnding = '.expected.json';

function expectedOf(fixture: string): string {
  return `${fixture.replace(/\.\w+$/, '')}${expectedEnding}`;
}

describe('golden fixtures: a batch is read into exactly the facts beside it', () => {
  test.each(fixtures)('%s', async (fixture) => {
    const facts = analyzeText(readFixture(fixture));
    expect(facts.rejects.length, 'records that no parser reads').toBeLessThan(facts.records);
    // `npx vitest run -u packages/analyzer` writes the file anew; read the difference before it is committed.
    await expect(written(facts)).toMatchFileSnapshot(fixtureFolder + expectedOf(fixture));
  });
});

/** As the formatter would have it: a list of one short text on one line. */
function written(facts: object): string {
  return `${JSON.stringify(facts, null, 2).replace(/\[\n\s+("[^"\n]*")\n\s+\]/g, '[$1]')}\n`;
}

test('every file of expected facts has its log beside it', () => {
  const read = new Set(fixtures.map(expectedOf));
  const orphans = readdirSync(fixtureFolder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith(expectedEnding) && !read.has(path),
  );
  expect(orphans).toEqual([]);
});
