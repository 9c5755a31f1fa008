/** What stood around a record: a collector's wrapper, a syslog header, a row of a table. All may be unknown. */
export interface Envelope {
  /** When it was logged, ISO 8601 in UTC with milliseconds; for records without a time of their own. */
  readonly time: string | null;
  readonly host: string | null;
  /** The program that wrote it: syslog's app name or tag, without its process id. */
  readonly program: string | null;
}

/** A record, as it stands in what a shipper sent, and what was said around it. */
export interface Entry {
  readonly content: unknown;
  readonly envelope: Envelope;
}

export const noEnvelope: Envelope = Object.freeze({ time: null, host: null, program: null });
