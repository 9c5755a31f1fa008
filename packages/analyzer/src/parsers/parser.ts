import type { VariantFacts } from '@turnaway/catalog';
import type { CredentialNotice, RejectReason } from '@turnaway/contracts/batch-facts';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import type { Envelope } from '../frame/envelope.js';
import type { TextRecord } from '../frame/text-record.js';
import type { JsonObject } from '../read-fields.js';

/** What a parser makes of a record. */
export type Reading =
  /** `variantFacts` is `null` for a success, which has no cause. */
  | { kind: 'sign-in'; event: SignInEvent; variantFacts: VariantFacts | null }
  /** A record of this system that is no sign-in; `as` names its kind. It may tell when an app's credentials expire. */
  | { kind: 'skipped'; as: string; credentials?: CredentialNotice | null }
  | { kind: 'rejected'; reason: RejectReason; detail: string };

/** How records of one form are known and read. */
export interface Shape<Source> {
  /** Is the record this system's, by its shape? Cheap: it is asked of every record that no envelope is left around. */
  claims(record: Source): boolean;
  read(record: Source, context: ReadContext): Reading;
}

/** Reads one system's records: a file of its own, and a line in `parsers/all.ts`. */
export interface SystemParser {
  readonly system: string;
  /** A form that many systems write: asked after all others, whatever the records before were. */
  readonly isGeneric?: boolean;
  /** JSON objects, rows of a CSV table and XML documents; these two as objects too. */
  readonly json?: Shape<JsonObject> & {
    /** Takes a record apart that holds several events, each to be read by itself. */
    expand?(record: JsonObject): readonly JsonObject[];
  };
  /** Lines of text: syslog, CEF, LEEF, key=value, plain sentences. */
  readonly text?: Shape<TextRecord>;
}

/** What a record cannot say about itself. */
export interface ReadContext {
  receivedAt: Date;
  /** Place in the batch. */
  index: number;
  /** IANA name of the zone that local times are in; `UTC` unless the feed says otherwise. */
  timeZone: string;
  /** What stood around the record. */
  envelope: Envelope;
}

/** A reject for a time that is absent or cannot be read; the detail names the field and holds no data. */
export function rejectedTime(value: unknown, field: string): Reading {
  return value === undefined || value === null || value === ''
    ? { kind: 'rejected', reason: 'missing_time', detail: `Expected a time in "${field}".` }
    : {
        kind: 'rejected',
        reason: 'invalid_time',
        detail: `The time in "${field}" has no form that is known.`,
      };
}

/** A record of the system that is no sign-in. */
export function skipped(as: string | null): Reading {
  return { kind: 'skipped', as: as === null || as === '' ? 'record' : as };
}

/** A record that lacks what its kind must have. */
export function missingField(expected: string): Reading {
  return { kind: 'rejected', reason: 'missing_field', detail: `Expected ${expected}.` };
}
