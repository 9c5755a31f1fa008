import type { BatchFacts } from '@turnaway/contracts/batch-facts';
import { describe, expect, it } from 'vitest';
import { event, success, tallyOf } from '../testing.js';
import { Tally } from './tally.js';

const prompt = { errorCode: { system: 'entra', code: '50140', variant: null } };
const consent = { errorCode: { system: 'entra', code: '65001', variant: null } };
const unheardOf = { errorCode: { system: 'entra', code: '99999999', variant: null } };

describe('Tally', () => {
  it('keeps prompts, and codes that may still end well, out of the failures', () => {
    const tally = tallyOf([event(), success(), event(prompt), event(consent)]);
    expect(tally).toMatchObject({ failures: 1, successes: 1, interrupts: 2, records: 4 });
  });

  it('counts a record once, however often it comes', () => {
    const one = event();
    expect(tallyOf([one, one, event(), one])).toMatchObject({ failures: 2, duplicates: 2 });
  });

  it('counts people once, by whichever name they have', () => {
    const tally = tallyOf([
      event(),
      event({ userName: 'ADA@example.com', ip: '192.0.2.2' }),
      event({ userName: null, userId: 'u-1' }),
      event({ userName: null }),
      success({ userName: 'bob@example.com' }),
    ]);
    expect(tally.people).toBe(2);
    expect(tally.addresses.top(2)).toMatchObject([
      { label: '192.0.2.1', people: 2 },
      { label: '192.0.2.2', people: 1 },
    ]);
    expect(tally.codes.ranked()[0]).toMatchObject({ failures: 4, people: 2 });
  });

  it('counts the apps of a code, however many', () => {
    const tally = tallyOf(Array.from({ length: 300 }, (_, index) => event({ app: `App ${index % 150}` })));
    expect(tally.codes.ranked()[0]).toMatchObject({ failures: 300, apps: 150 });
  });

  it('takes an unknown code for what its records say, a refusal first', () => {
    const tally = tallyOf([
      event({ ...unheardOf, observedOutcome: 'success' }),
      event({ ...unheardOf, reasonText: 'No such thing.' }),
      event({ ...unheardOf, reasonText: 'No such thing.' }),
    ]);
    expect(tally).toMatchObject({ failures: 2, successes: 1 });
    const [code] = tally.codes.ranked();
    expect(code?.class).toMatchObject({ known: false, outcome: 'failure', cause: 'unclassified' });
    expect(code?.reasonTexts).toEqual(new Map([['No such thing.', 2]]));
  });

  it('leaves out what lies outside the period', () => {
    const at = (occurredAt: string) => event({ occurredAt });
    const tally = tallyOf(
      [at('2026-02-28T23:59:59.999Z'), at('2026-03-01T00:00:00.000Z'), at('2026-03-02T00:00:00.000Z')],
      { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
    );
    expect(tally).toMatchObject({ failures: 1, outsidePeriod: 2, firstAt: '2026-03-01T00:00:00.000Z' });
  });

  it('calls a country by one name', () => {
    const tally = tallyOf([event({ country: 'US' }), event({ country: 'United States' })]);
    expect(tally.countries.top(5)).toMatchObject([{ label: 'United States', failures: 2 }]);
  });

  it('remembers where the first reject of each reason was, and kinds of other records', () => {
    const tally = new Tally();
    const facts: BatchFacts = {
      records: 4,
      events: [],
      rejects: [
        { index: 1, reason: 'not_json', detail: 'Not JSON.', excerpt: '{"a"' },
        { index: 3, reason: 'not_json', detail: 'Not JSON either.', excerpt: '{"b"' },
      ],
      skipped: { 'okta group.create': 2 },
    };
    tally.add(facts, 'a.log', 10);
    tally.add(facts, 'b.log', 0);
    expect(tally.rejects.get('not_json')).toEqual({
      count: 4,
      first: { file: 'a.log', record: 12, detail: 'Not JSON.', excerpt: '{"a"' },
    });
    expect(tally.skipped).toEqual(new Map([['okta group.create', 4]]));
  });
});
