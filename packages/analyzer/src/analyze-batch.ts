import type { AnalyzedEvent, BatchFacts, Reject, RejectReason } from '@turnaway/contracts/batch-facts';
import { classify } from './classify.js';
import { Detector } from './detect.js';
import { eventKeyOf } from './event-identity.js';
import { excerptOf } from './frame/excerpt.js';
import { frameRecords } from './frame/frame-records.js';
import type { RecordSink } from './frame/unwrap.js';
import type { JsonObject } from './read-fields.js';

/** A batch without its compression, and what its records cannot say about themselves. */
export interface BatchInput {
  bytes: Uint8Array;
  /** The system that the feed is known to carry; its parser is then used whatever a record looks like. */
  hint: string | null;
  receivedAt: Date;
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
  frameRecords(input.bytes, facts);
  return facts.result();
}

class Facts implements RecordSink {
  readonly #events: AnalyzedEvent[] = [];
  readonly #rejects: Reject[] = [];
  readonly #skipped = new Map<string, number>();
  readonly #detector: Detector;
  readonly #acceptFrom: string;
  readonly #acceptUntil: string;
  readonly #receivedAt: Date;
  #records = 0;

  constructor({ hint, receivedAt, acceptFrom, acceptUntil }: BatchInput) {
    this.#detector = new Detector(hint);
    this.#receivedAt = receivedAt;
    this.#acceptFrom = acceptFrom.toISOString();
    this.#acceptUntil = acceptUntil.toISOString();
  }

  isRecord(value: JsonObject): boolean {
    return this.#detector.byShape(value) !== null;
  }

  record(record: JsonObject): void {
    const parser = this.#detector.parserFor(record);
    if (parser === null) {
      this.reject('unknown_system', 'No parser knows records of this shape.', excerptOf(record));
      return;
    }
    const reading = parser.read(record, { receivedAt: this.#receivedAt, index: this.#records });
    if (reading.kind === 'rejected') {
      this.reject(reading.reason, reading.detail, excerptOf(record));
      return;
    }
    if (reading.kind === 'skipped') {
      this.#skip(`${parser.system} ${reading.as}`.slice(0, skippedKindLengthMax));
      return;
    }
    const { event, variantFacts } = reading;
    // Both are ISO 8601 in UTC with milliseconds, so their text sorts as their time does.
    if (event.occurredAt < this.#acceptFrom) {
      this.reject('too_old', `The event is from before ${this.#acceptFrom}.`, excerptOf(record));
    } else if (event.occurredAt > this.#acceptUntil) {
      this.reject('in_future', `The event is from after ${this.#acceptUntil}.`, excerptOf(record));
    } else {
      if (variantFacts !== null) classify(event, variantFacts);
      const eventKey = eventKeyOf(event.loggedBy, event.eventId);
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
    };
  }
}
