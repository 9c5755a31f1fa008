import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { expect, test, vi } from 'vitest';
import { isObject } from './read-fields.js';

/**
 * Senders choose what our expressions are run on, so none may take more than linear time. What is looked for is a
 * repetition without end that can be entered at many places, or that two of them can share text between.
 */
function findings(expression: RegExp): string[] {
  return analyse(expression).reports.map(({ type }) => `${type}: ${expression}`);
}

const packages = fileURLToPath(new URL('../../', import.meta.url));

function literalsIn(node: unknown): RegExp[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (!isObject(node)) return [];
  if (isObject(node.regex)) return [new RegExp(String(node.regex.pattern), String(node.regex.flags))];
  return Object.values(node).flatMap(literalsIn);
}

test.each(['analyzer', 'catalog'])('expressions written in the sources of %s are linear', (name) => {
  const source = `${packages}${name}/src/`;
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const expressions = files.flatMap((file) =>
    literalsIn(parseSync(file, readFileSync(source + file, 'utf8')).program.body),
  );
  expect(expressions.length).toBeGreaterThan(50);
  expect(expressions.flatMap(findings)).toEqual([]);
});

/** Of the XML parser: it is run on the attributes of one tag, and is measured to be linear on them. */
const measured = new Set([String.raw`(\s*)([^\s=]+)(\s*=)?(\s*(['"])(([\s\S])*?)\5)?`]);

test('expressions put together from parts are linear', async () => {
  const made: RegExp[] = [];
  vi.stubGlobal(
    'RegExp',
    class extends RegExp {
      constructor(pattern: string | RegExp, flags?: string) {
        super(pattern, flags);
        made.push(this);
      }
    },
  );
  try {
    vi.resetModules();
    await import('./index.js');
  } finally {
    vi.unstubAllGlobals();
  }
  expect(made.length).toBeGreaterThan(100);
  expect(
    made
      .filter(({ source }) => !measured.has(source))
      .map(({ source, flags }) => new RegExp(source, flags))
      .flatMap(findings),
  ).toEqual([]);
});
