import { z } from 'zod';
import type { ErrorCode } from './error-code.js';
import type { SignInEvent } from './sign-in-event.js';

/** Why a batch as a whole could not be read; its bytes are kept and can be tried again. */
export const batchFailureSchema = z.enum([
  'truncated_compression',
  'corrupt_compression',
  'unpacked_too_large',
  'unsupported_encoding',
  'unreadable',
]);
export type BatchFailure = z.infer<typeof batchFailureSchema>;

/** Why one record was not counted. It is kept with this reason, and can be tried again. */
export const rejectReasonSchema = z.enum([
  'not_json',
  'not_a_record',
  'invalid_utf8',
  'too_large',
  'too_deep',
  'unknown_system',
  'missing_time',
  'invalid_time',
  'missing_field',
  'too_old',
  'in_future',
]);
export type RejectReason = z.infer<typeof rejectReasonSchema>;

/** One record that was not counted. */
export interface Reject {
  /** Place of the record in its batch, from 0. */
  index: number;
  reason: RejectReason;
  /** A sentence that names the field and what was expected. Holds no personal data. */
  detail: string;
  /** Start of the record's text, at most {@link rejectExcerptLengthMax} characters. */
  excerpt: string;
}
export const rejectExcerptLengthMax = 2_000;

/** A sign-in event with its place in the batch and the key that it is counted once by. */
export interface AnalyzedEvent {
  index: number;
  /** First 128 bits of SHA-256 over system and event id, as 32 hex digits. */
  eventKey: string;
  event: SignInEvent;
}

/** What a record that is no sign-in says of the secrets and certificates of one app. */
export interface CredentialNotice {
  system: string;
  /** The app, as its sign-ins name it. */
  app: string;
  /** The app's id in its system; names are not unique. */
  appId: string | null;
  /** When it was said, ISO 8601 in UTC. */
  saidAt: string;
  credentials: NamedCredential[];
  /** These are all that the app with this id has: what was known beside them is gone. */
  isWhole: boolean;
}
export interface NamedCredential {
  /** One credential of the system has one id, whatever app it is named under. */
  id: string;
  name: string | null;
  /** When it expires, ISO 8601 in UTC; `null`: it was renewed without a day, or taken away. */
  expiresAt: string | null;
}
/** Notices of one batch, and credentials of one app, that are kept at the most. */
export const credentialNoticesMax = 1_000;
export const credentialsOfAppMax = 100;

/** All that the bytes of one batch say. `records` = events + rejects + skipped. */
export interface BatchFacts {
  records: number;
  events: AnalyzedEvent[];
  rejects: Reject[];
  /** Records that are no sign-ins, counted by kind, such as `okta group.user_membership.add`. */
  skipped: Record<string, number>;
  /** What some of those say about when an app's credentials expire; absent where none does, as in nearly all batches. */
  credentials?: CredentialNotice[];
}

/** What one batch adds to the counts of one minute: a row of a rollup. */
export interface RollupDelta {
  /** Start of the minute, ISO 8601 in UTC. */
  minute: string;
  errorCode: ErrorCode;
  /** Decides only where the catalog does not know the code. */
  observedOutcome: SignInEvent['observedOutcome'];
  app: string | null;
  interactive: boolean | null;
  events: number;
}
