import { type TimeContext, timeIn } from '../read-time.js';

/** A syslog header, taken off its message. Fields are `null` where the line leaves them out. */
export interface Syslog {
  /** ISO 8601 in UTC. */
  time: string | null;
  host: string | null;
  /** RFC 5424's APP-NAME, RFC 3164's tag. */
  program: string | null;
  processId: string | null;
  /** RFC 5424's MSGID. */
  messageId: string | null;
  /** RFC 5424's structured data, by element and name. */
  structured: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const noSyslog: Syslog = Object.freeze({
  time: null,
  host: null,
  program: null,
  processId: null,
  messageId: null,
  structured: Object.freeze({}),
});

/** `<34>`, with the length that RFC 6587 may put before it. */
const priority = /^(?:\d{1,6} )?<\d{1,3}>/;
const version5424 = /^1 (\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,64}) ?/;
/** Some senders leave the fields after the host out: `<5>1 2026-03-01T08:15:30Z VAULT {"…`. */
const short5424 = /^1 (\S{1,64}) (\S{1,255}) (?=[{<])/;
/** ESXi puts RFC 5424's version before RFC 3164's form: `<166>1 2026-03-01T08:15:30Z esx1 Hostd: …`. */
const versioned3164 = /^1 (?=\d{4}-\d\d-\d\dT\S{8,40} \S{1,255} [^\s:[]{1,64}(?:\[\d{1,10}\])?: )/;
/** RFC 3164 and what vendors make of it: a time in one of these forms, with or without a year or a zone. */
const time3164 =
  /^(?:\*|: )?((?:[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4}(?= ))?(?: (?:[A-Z]{3,4})(?=[ :]))?)|(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)):? {1,2}/;
