import type { VariantFacts } from '@turnaway/catalog';
import type { RejectReason } from '@turnaway/contracts/batch-facts';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import type { JsonObject } from '../read-fields.js';

/** What a parser makes of a record. */
export type Reading =
  /** `variantFacts` is `null` for a success, which has no cause. */
  | { kind: 'sign-in'; event: SignInEvent; variantFacts: VariantFacts | null }
  /** A record of this system that is no sign-in; `as` names its kind. */
  | { kind: 'skipped'; as: string }
  | { kind: 'rejected'; reason: RejectReason; detail: string };

/** Reads one system's records. A new system is one such object, and a line in `parsers/all.ts`. */
export interface Parser {
  readonly system: string;
  /** Is the record this system's, by its shape? */
  claims(record: JsonObject): boolean;
  read(record: JsonObject, context: ReadContext): Reading;
}

/** What a record cannot say about itself. */
export interface ReadContext {
  receivedAt: Date;
  /** Place in the batch. */
  index: number;
}

/** A reject for a time that is absent or cannot be read; the detail names the field and holds no data. */
export function rejectedTime(value: unknown, field: string): Reading {
  return value === undefined || value === null || value === ''
    ? { kind: 'rejected', reason: 'missing_time', detail: `Expected a time in "${field}".` }
    : { kind: 'rejected', reason: 'invalid_time', detail: `"${field}" is not an ISO 8601 time or an epoch.` };
}
