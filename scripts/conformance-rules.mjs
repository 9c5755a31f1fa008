// How a reading is held against an independent answer, field by field. Each rule is printed with the table.
import { isIP } from 'node:net';

export const fields = ['outcome', 'code', 'user', 'ip', 'time'];

export const rules = [
  'outcome: a conditional code is right as failure or unknown, an interrupt as unknown or other, a skipped record as other or unknown.',
  'code: the carrier counts too; the word None is no answer.',
  'user: DOMAIN\\user, user@domain and user are one, user_alts count; words for nobody (Anonymous, Unknown) are no answer.',
  'ip: without port, brackets and IPv4 mapping, IPv6 in any spelling; a host name is no answer.',
  'time: to the second. A year that the record does not hold is the peer’s, and not compared: month, day and time are.',
  'time: an offset that the record does not hold is the peer’s setting: the record is read with that as the feed’s zone.',
  'A record that the peer calls a success or a failure and that is not read as a sign-in is wrong in every field.',
];

/**
 * `true` right, `false` wrong, `null` no answer to compare with. `reading` is {raw, event, outcome} of the record;
 * `readIn(timeZone)` reads it again as a feed in that zone does.
 */
export function compare(field, row, reading, readIn) {
  if (field === 'outcome') return row.outcome === null ? null : sameOutcome(row.outcome, reading.outcome);
  const answer = answerOf(field, row);
  if (answer === null) return null;
  const { event } = reading;
  if (event === null) return row.outcome === 'success' || row.outcome === 'failure' ? false : null;
  if (field === 'code') return same(answer, event.errorCode.code) || same(answer, event.carrier);
  if (field === 'ip') return answer === canonicalIp(event.ip);
  if (field === 'user') {
    const right = [answer, ...(row.user_alts ?? [])];
    return right.some((user) => sameUser(user, event.userName) || sameUser(user, event.userId));
  }
  return sameTime(row.time, answer, reading, readIn);
}

/** The peer's answer in the form that ours has; `null` for none. */
function answerOf(field, row) {
  const value = row[field];
  if (value === null || value === undefined || value === '') return null;
  if (field === 'code') return same(value, 'none') ? null : value;
  if (field === 'user') return /^(?:anonymous(?:user)?|unknown)$/i.test(value) ? null : value;
  return field === 'ip' ? canonicalIp(value) : timeMsOf(value);
}

/** A code that fails only without a success after it is a failure or not known to be one; so is an open prompt. */
function sameOutcome(expected, outcome) {
  if (outcome === 'conditional') return expected === 'failure' || expected === 'unknown';
  if (outcome === 'interrupt') return expected === 'unknown' || expected === 'other';
  return expected === outcome || (expected === 'unknown' && outcome === 'other');
}

function same(a, b) {
  return String(a ?? '').toLowerCase() === String(b ?? '').toLowerCase();
}

function sameUser(expected, user) {
  return same(expected, user) || same(bare(expected), bare(user));
}

function bare(user) {
  return String(user ?? '')
    .replace(/^.*\\/, '')
    .replace(/@.*$/, '');
}

/** The address in its one spelling; `null` if it is none. */
function canonicalIp(value) {
  const address = String(value ?? '')
    .replace(/^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$/, '$1$2')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 6
    ? new URL(`http://[${address}]`).hostname.slice(1, -1)
    : isIP(address)
      ? address
      : null;
}

/** Milliseconds since 1970 of an answer in ISO 8601, an epoch or the American form, without a zone in UTC. */
function timeMsOf(value) {
  if (/^\d+$/.test(value)) return Number(value);
  const isIso = /^\d{4}-/.test(value);
  const text = isIso ? value.replace(' ', 'T') : value;
  const hasZone = /\dZ$|[+-]\d\d:?\d\d$/.test(text);
  const ms = Date.parse(hasZone ? text : `${text}${isIso ? 'Z' : ' UTC'}`);
  return Number.isNaN(ms) ? null : ms;
}

function sameTime(written, expectedMs, { raw, event }, readIn) {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(written) ?? [];
  const isPeersZone = minutes === '00' && hours !== '00' && !new RegExp(`\\${sign}${hours}:?00`).test(raw);
  // POSIX zone names count hours behind UTC.
  const zone = isPeersZone ? `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}` : null;
  const ms = Date.parse((zone === null ? event : (readIn(zone).event ?? event)).occurredAt);
  const expectedYear = new Date(expectedMs).getUTCFullYear();
  const hasYear = raw.includes(String(expectedYear)) || raw.includes(String(Math.trunc(expectedMs / 1_000)));
  if (hasYear) return isSameSecond(expectedMs, ms);
  const year = new Date(ms).getUTCFullYear();
  return [year - 1, year, year + 1].some((y) => isSameSecond(new Date(expectedMs).setUTCFullYear(y), ms));
}

function isSameSecond(a, b) {
  return Math.abs(a - b) < 1_000;
}
