import { lookup } from '@turnaway/catalog';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { describe, expect, test, vi } from 'vitest';
import { parsers } from './parsers/all.js';
import type { Reading, Shape } from './parsers/parser.js';
import { analyzeText, fixtures, readFixture } from './testing.js';

/** Watches what a parser makes of the records of all fixtures. */
function watch<Source>(shape: Shape<Source> | undefined): () => Reading[] {
  if (shape === undefined) return () => [];
  const spy = vi.spyOn(shape, 'read');
  return () => spy.mock.results.flatMap(({ type, value }) => (type === 'return' ? [value] : []));
}

const watched = parsers.map(({ system, json, text }) => ({
  system,
  forms: { json, text },
  readings: { json: watch(json), text: watch(text) },
}));
const events = fixtures.flatMap((fixture) => analyzeText(readFixture(fixture)).events);

const readings = watched.flatMap(({ system, forms, readings }) =>
  (['json', 'text'] as const)
    .filter((form) => forms[form] !== undefined)
    .map((form) => ({ system, form, found: readings[form]() })),
);

/** Forms of a system that tell of no sign-in. */
const onlySkipped = new Set(['beyondtrust json']);
/** What systems never write: some log no refusals, and error responses are nothing else. */
const never: Readonly<Record<string, readonly string[]>> = {
  success: ['ldap', 'oauth'],
  failure: ['zoom', 'notion', 'tailscale'],
  skipped: ['ldap', 'oauth'],
};

describe('every parser is shown to work by a made-up log', () => {
  test('a parser stands in the list once', () => {
    expect(parsers.filter((parser, place) => parsers.indexOf(parser) !== place)).toEqual([]);
  });

  test('each form that a parser claims is read into a sign-in', () => {
    const missing = readings
      .filter(({ found }) => !found.some(({ kind }) => kind === 'sign-in'))
      .map(({ system, form }) => `${system} ${form}`);
    expect(missing.filter((name) => !onlySkipped.has(name))).toEqual([]);
  });

  test.each(['success', 'failure', 'skipped'])('each system shows a %s', (what) => {
    const systems = new Set(
      readings
        .filter(({ found }) =>
          found.some((reading) =>
            reading.kind === 'sign-in' ? reading.event.observedOutcome === what : reading.kind === what,
          ),
        )
        .map(({ system }) => system),
    );
    const missing = parsers.map(({ system }) => system).filter((system) => !systems.has(system));
    expect(missing).toEqual(never[what]);
  });
});

test('a code means a success or a refusal, and never both', () => {
  const outcomes = new Map<string, Set<string>>();
  const keyOf = (code: ErrorCode) => formatErrorCode(code);
  for (const { event } of events) {
    const seen = outcomes.get(keyOf(event.errorCode)) ?? new Set();
    outcomes.set(keyOf(event.errorCode), seen.add(event.observedOutcome));
  }
  const both = [...outcomes].filter(([, seen]) => seen.has('success') && seen.has('failure'));
  expect(both).toEqual([]);
});

/** Made up on purpose, to show that a code that nobody knows is counted as it is. */
const unknownOnPurpose = ['ecs/E42', 'entra/99999999', 'entra/SomethingNewAndUnheardOf'];

test('the catalog knows every code of the fixtures', () => {
  const unknown = new Set(
    events
      .map(({ event }) => ({ ...event.errorCode, variant: null }))
      .filter((code) => lookup(code) === null)
      .map(formatErrorCode),
  );
  expect([...unknown].sort()).toEqual(unknownOnPurpose);
});
