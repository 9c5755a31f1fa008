import {
  type AnalyzedEvent,
  type BatchFacts,
  type CredentialNotice,
  credentialNoticesMax,
  type Reject,
  type RejectReason,
  rejectExcerptLengthMax,
} from '@turnaway/contracts/batch-facts';
import type { SaidBeside, WireFormat } from '@turnaway/contracts/ingest-requests';
import { countryCode } from './alerts/country-places.js';
import { classify } from './classify.js';
import { Detector } from './detect.js';
import { eventKeyOf } from './event-identity.js';
import type { Envelope } from './frame/envelope.js';
import { excerptOf } from './frame/excerpt.js';
import { frameRecords } from './frame/frame-records.js';
import type { TextRecord } from './frame/text-record.js';
import type { RecordSink } from './frame/unwrap.js';
import type { ReadContext, Reading } from './parsers/parser.js';
import type { JsonObject } from './read-fields.js';
import type { TimeContext } from './read-time.js';
import { isTimeZone } from './time-zone.js';
import { readWire } from './wire/read-wire.js';

/** A batch without its compression, and what its records cannot say about themselves. */
export interface BatchInput {
  bytes: Uint8Array;
  /** How the sender wrote the bytes; text, where nothing else is said. */
  wireFormat?: WireFormat;
  /** What its request said beside it, of text alone. */
  beside?: SaidBeside | null;
  /** The system that the feed is known to carry; its parser is then used whatever a record looks like. */
  hint: string | null;
  receivedAt: Date;
  /** IANA name of the zone that times without one are in. */
  timeZone: string;
  /** Events before this are rejected as `too_old`. */
  acceptFrom: Date;
  /** Events after this are rejected as `in_future`. */
  acceptUntil: Date;
}

/** Kinds of skipped records that are told apart; a sender cannot make the list grow without end. */
const skippedKindsMax = 200;
const skippedKindLengthMax = 80;
const otherKinds = 'other';

/** All that a batch says. Never throws for bad data: what cannot be read becomes a reject with a reason. */
export function analyzeBatch(input: BatchInput): BatchFacts {
  const facts = new Facts(input);
  readWire(input, facts);
  return facts.result();
}

/** The record that an event was read from, by the event's key; `null` if none of the batch has it. */
export function captureRecord(
  input: Omit<BatchInput, 'acceptFrom' | 'acceptUntil'>,
  eventKey: string,
): JsonObject | string | null {
  const always = { acceptFrom: new Date(0), acceptUntil: new Date('9999-12-31T00:00:00Z') };
  const facts = new Facts({ ...input, ...always }, eventKey);
  readWire(input, facts);
  return facts.captured;
}

class Facts implements RecordSink {
  readonly #events: AnalyzedEvent[] = [];
  readonly #rejects: Reject[] = [];
  readonly #skipped = new Map<string, number>();
  readonly #credentials: CredentialNotice[] = [];
  readonly #detector: Detector;
  readonly #acceptFrom: string;
  readonly #acceptUntil: string;
  readonly timeContext: TimeContext;
  #records = 0;

  captured: JsonObject | string | null = null;

  constructor(
    { hint, receivedAt, timeZone, acceptFrom, acceptUntil }: BatchInput,
    /** The key of the event whose record is to be captured. */
    private readonly wantedKey: string | null = null,
  ) {
    this.#detector = new Detector(hint);
    this.timeContext = { receivedAt, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' };
    this.#acceptFrom = acceptFrom.toISOString();
    this.#acceptUntil = acceptUntil.toISOString();
  }

  isRecord(value: JsonObject): boolean {
    return this.#detector.byShape(value) !== null;
  }

  record(record: JsonObject, envelope: Envelope): void {
    const reader = this.#detector.forObject(record);
    if (reader === null) {
      this.reject('unknown_system', 'No parser knows records of this shape.', excerptOf(record));
      return;
    }
    const { system, shape } = reader;
    for (const part of shape.expand?.(record) ?? [record]) {
      this.#take(system, shape.read(part, this.#contextIn(envelope)), part);
    }
  }

  text(record: TextRecord): boolean {
    const reader = this.#detector.forText(record);
    if (reader === null) return false;
    const { system, shape } = reader;
    this.#take(system, shape.read(record, this.#contextIn(record.envelope)), record.line);
    return true;
  }

  nested(bytes: Uint8Array, envelope: Envelope, depth: number): void {
    frameRecords(bytes, this, { envelope, depth });
  }

  #contextIn(envelope: Envelope): ReadContext {
    // Named one by one: spreading them costs more than reading a small record does.
    const { receivedAt, timeZone } = this.timeContext;
    return { receivedAt, timeZone, index: this.#records, envelope };
  }

  /** What is said last counts: a clock that is wrong would have the last word for years. */
  #keepNotice(notice: CredentialNotice | null): void {
    if (notice === null || notice.saidAt > this.#acceptUntil) return;
    if (this.#credentials.length < credentialNoticesMax) this.#credentials.push(notice);
  }

  #take(system: string, reading: Reading, record: JsonObject | string): void {
    const excerpt = () =>
      typeof record === 'string' ? record.slice(0, rejectExcerptLengthMax) : excerptOf(record);
    if (reading.kind === 'rejected') {
      this.reject(reading.reason, reading.detail, excerpt());
      return;
    }
    if (reading.kind === 'skipped') {
      this.#skip(`${system} ${reading.as}`.slice(0, skippedKindLengthMax));
      this.#keepNotice(reading.credentials ?? null);
      return;
    }
    const { event, variantFacts } = reading;
    // Both are ISO 8601 in UTC with milliseconds, so their text sorts as their time does.
    if (event.occurredAt < this.#acceptFrom) {
      this.reject('too_old', `The event is from before ${this.#acceptFrom}.`, excerpt());
    } else if (event.occurredAt > this.#acceptUntil) {
      this.reject('in_future', `The event is from after ${this.#acceptUntil}.`, excerpt());
    } else {
      if (variantFacts !== null) classify(event, variantFacts);
      // Logs name countries by letters or in words: one country is one row in every list.
      if (event.country !== null) event.country = countryCode(event.country) ?? event.country;
      const eventKey = eventKeyOf(event.loggedBy, event.eventId);
      if (eventKey === this.wantedKey) this.captured ??= record;
      this.#events.push({ index: this.#records++, eventKey, event });
    }
  }

  reject(reason: RejectReason, detail: string, excerpt: string): void {
    this.#rejects.push({ index: this.#records++, reason, detail, excerpt });
  }

  #skip(kind: string): void {
    this.#records++;
    const isKept = this.#skipped.has(kind) || this.#skipped.size < skippedKindsMax;
    const key = isKept ? kind : otherKinds;
    this.#skipped.set(key, (this.#skipped.get(key) ?? 0) + 1);
  }

  result(): BatchFacts {
    return {
      records: this.#records,
      events: this.#events,
      rejects: this.#rejects,
      skipped: Object.fromEntries(this.#skipped),
      ...(this.#credentials.length === 0 ? {} : { credentials: this.#credentials }),
    };
  }
}
