import { expect, test } from 'vitest';
import { noEnvelope } from '../frame/envelope.js';
import type { ReadContext } from './parser.js';
import { signIn } from './sign-in.js';

const receivedAt = new Date('2026-03-01T12:00:00.000Z');
const context: ReadContext = { receivedAt, index: 3, timeZone: 'UTC', envelope: noEnvelope };
const found = { system: 'duo', record: 'a line', timeField: 'time', code: '1', outcome: 'failure' } as const;

test('a record without a time happened when it was received, and is told from its like by its place', () => {
  const first = signIn({ ...found, time: undefined }, context);
  const second = signIn({ ...found, time: '' }, { ...context, index: 4 });
  expect(first).toMatchObject({ kind: 'sign-in', event: { occurredAt: receivedAt.toISOString() } });
  expect(signIn({ ...found, time: null }, context)).toEqual(first);
  expect(second).not.toMatchObject({ event: { eventId: first.kind === 'sign-in' && first.event.eventId } });
});

test('a time that cannot be read is a reject, unless what stands around the record has one', () => {
  expect(signIn({ ...found, time: 'soon' }, context)).toMatchObject({ reason: 'invalid_time' });
  const time = '2026-02-01T00:00:00.000Z';
  const inEnvelope = { ...context, envelope: { ...noEnvelope, time } };
  expect(signIn({ ...found, time: undefined }, inEnvelope)).toMatchObject({ event: { occurredAt: time } });
});

test.each(['-', 'N/A', 'redacted', '<REDACTED>', '***'])(
  '%s in the place of a time or an id is none',
  (word) => {
    const reading = signIn({ ...found, time: word, id: word }, context);
    expect(reading).toMatchObject({ event: { occurredAt: receivedAt.toISOString() } });
    expect(reading).toMatchObject({ event: { eventId: expect.stringMatching(/^sha256:/) } });
  },
);
