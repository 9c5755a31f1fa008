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
const host3164 = /^([A-Za-z0-9_](?:[A-Za-z0-9_.:-]{0,253}[A-Za-z0-9_.-])?) /;
/** `sshd[123]:`, `su(pam_unix):`, `gdm-password][123]:`, `%ASA-6-113004:`; the colon tells it from the first word of a sentence, a letter from a clock. */
const tag3164 =
  /^(?=\d{0,32}[A-Za-z_%])([A-Za-z0-9_%][A-Za-z0-9_./%@-]{0,127}(?:\([^():\s]{0,64}\))?)\]?(?:\[(\d{1,10})\])?: ?/;
/** A program with a process id needs no colon. */
const tagWithoutColon = /^([A-Za-z0-9_][A-Za-z0-9_./-]{0,63})\[(\d{1,10})\] /;
/** Metalog sets the program in brackets, after a time without a host: `[sshd] …`. */
const tagInBrackets = /^\[([a-z][a-z0-9_-]{1,31})()\]:? /;
/** What is left of a header whose time was cut off: `srv1 sshd[123]: …`. */
const hostAndTag = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,253} [A-Za-z_][A-Za-z0-9_./-]{0,63}\[\d{1,10}\]: /;

/**
 * Takes a syslog header (RFC 5424, RFC 3164 and its many relatives) off a line: what the header says, and the message
 * after it. A line without a header comes back whole.
 */
export function readSyslog(line: string, context: TimeContext): { syslog: Syslog; message: string } {
  const rest = line.replace(priority, '');
  const hasPriority = rest.length < line.length;
  if (versioned3164.test(rest)) return read3164(rest.slice(2), context, hasPriority);
  return read5424(rest, context) ?? read3164(rest, context, hasPriority);
}

function read5424(rest: string, context: TimeContext): { syslog: Syslog; message: string } | null {
  const short = short5424.exec(rest);
  if (short !== null) {
    const syslog = { ...noSyslog, time: timeIn(short[1], context), host: given(short[2]) };
    return { syslog, message: rest.slice(short[0].length) };
  }
  const match = version5424.exec(rest);
  if (match === null) return null;
  const [head, time, host, program, processId, messageId] = match;
  const { structured, end } = readStructuredData(rest, head.length);
  return {
    syslog: {
      time: timeIn(time, context),
      host: given(host),
      program: given(program),
      processId: given(processId),
      messageId: given(messageId),
      structured,
    },
    message: rest.slice(end).replace(/^ ?\uFEFF?/, ''),
  };
}

function given(field: string | undefined): string | null {
  return field === undefined || field === '-' ? null : field;
}

function read3164(
  rest: string,
  context: TimeContext,
  hasPriority: boolean,
): { syslog: Syslog; message: string } {
  const { timeMatch, time } = readTime3164(rest, context);
  let message = rest.slice(timeMatch?.[0].length ?? 0);
  let host: string | null = null;
  if (timeMatch !== null || hasPriority || hostAndTag.test(message)) {
    const hostMatch = tag3164.test(message) ? null : host3164.exec(message);
    // Without a time, a word is a host only before a tag: `<13>login failed` has neither.
    const isHost =
      hostMatch !== null && (timeMatch !== null || tag3164.test(message.slice(hostMatch[0].length)));
    if (isHost) {
      host = hostMatch[1] ?? null;
      message = message.slice(hostMatch[0].length).replace(/^: /, '');
    }
  }
  const tag =
    tag3164.exec(message) ??
    tagWithoutColon.exec(message) ??
    (timeMatch !== null && host === null ? tagInBrackets.exec(message) : null);
  if (tag === null) return { syslog: { ...noSyslog, time, host }, message };
  return {
    syslog: { ...noSyslog, time, host, program: tag[1] ?? null, processId: tag[2] ?? null },
    message: message.slice(tag[0].length),
  };
}

/** Four capitals after the time are a zone if they are one that is known, else the name of the host. */
function readTime3164(rest: string, context: TimeContext) {
  const timeMatch = time3164.exec(rest);
  const time = timeIn(timeMatch?.[1], context);
  const clock = timeMatch?.[1]?.replace(/ [A-Z]{3,4}$/, '');
  if (time !== null || clock === undefined || clock === timeMatch?.[1]) return { timeMatch, time };
  const withoutZone = /^.{0,64}?\d\d:\d\d:\d\d(?:\.\d{1,9})? /.exec(rest);
  return { timeMatch: withoutZone, time: timeIn(clock, context) };
}

const elementStart = /\[([^\s=\]"]{1,64})/y;
const parameter = /\s{1,4}([^\s=\]"]{1,64})="((?:[^"\\]|\\.){0,8192})"/y;
const elementsMax = 16;
const parametersMax = 256;

/** RFC 5424 §6.3. Ends where the text is no structured data any more. */
function readStructuredData(text: string, start: number) {
  const structured: Record<string, Readonly<Record<string, string>>> = Object.create(null);
  if (text[start] === '-') return { structured, end: start + 1 };
  let end = start;
  for (let element = 0; element < elementsMax; element++) {
    elementStart.lastIndex = end;
    const opened = elementStart.exec(text);
    if (opened === null) break;
    const fields: Record<string, string> = Object.create(null);
    let at = elementStart.lastIndex;
    for (let count = 0; count < parametersMax; count++) {
      parameter.lastIndex = at;
      const found = parameter.exec(text);
      if (found === null) break;
      fields[found[1] ?? ''] = (found[2] ?? '').replace(/\\(["\\\]])/g, '$1');
      at = parameter.lastIndex;
    }
    if (text[at] !== ']') break;
    structured[opened[1] ?? ''] = fields;
    end = at + 1;
  }
  return { structured, end };
}
