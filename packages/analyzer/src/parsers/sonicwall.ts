import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { lengths, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `id=firewall sn=… time="…" fw=… pri=1 c=32 m=30 msg="…"`; Pulse Secure's lines begin alike, and have `vpn=`. */
const start = /(?:^|\s|>)id=\S{1,64} {1,4}sn=\S{1,32} {1,4}time="/;

/**
 * SonicWall firewalls: syslog in the enhanced form, and SMA's in the same form. The number of a message is its `m`.
 * https://www.sonicwall.com/techdocs/pdf/sonicos-6-5-4-log-events-reference-guide.pdf
 */
export const sonicwall: SystemParser = {
  system: 'sonicwall',
  text: {
    claims: ({ line, vendorEvent }) =>
      start.test(line) || (line.includes('CEF:') && vendorEvent?.vendor === 'SonicWall'),
    read(line, context) {
      const fields = start.test(line.line) ? line.pairs : (line.vendorEvent?.fields ?? {});
      return readMessage(line, fields, context);
    },
  },
};

const signInWords = /\b(?:log(?:ged)?[ -]?in|logon|authentication|one-time password)\b/i;
const otherWords =
  /log(?:ged)?[ -]?(?:out|off)|screen timed out|password change|inactivity|phase [12]|IKE|WLAN|certificate/i;
const failedWords =
  /den(?:y|ied)|fail|bad |incorrect|unknown user|disabled|lock(?:ed|out)|not allowed|invalid|timeout|error|exceeded/i;
const passedWords = /allowed|success|successful/i;

function readMessage(
  line: TextRecord,
  fields: Readonly<Record<string, string>>,
  context: ReadContext,
): Reading {
  const message = text(fields.msg, lengths.reason) ?? line.vendorEvent?.name ?? '';
  const number = fields.m ?? line.vendorEvent?.eventId ?? '';
  const outcome = outcomeOf(message);
  if (outcome === null) return skipped(`m=${number}`);
  return signIn(
    {
      system: 'sonicwall',
      record: line.line,
      // Secure Mobile Access adds the time in UTC.
      time: fields.vp_time ?? fields.time ?? fields.rt,
      timeField: 'time',
      code: codeOf(message, outcome),
      outcome,
      reason: name(fields.note) === null ? message : `${message}: ${fields.note}`,
      user:
        fields.usr ??
        fields.user ??
        fields.susr ??
        fields.suser ??
        userIn.exec(`${fields.note ?? ''} ${message}`)?.[1],
      app: zoneOf(message),
      resource: fields.fw,
      ip: addressOf(fields.src) ?? fields.srcV6,
      evidence: message,
    },
    context,
  );
}

const userIn = /\b(?:user|admin|username)[:=]? ?['"]?(?!IP\b)([A-Za-z0-9_.@\\-]{2,128})/;

/** `203.0.113.9:52379:X0` is an address, a port and an interface. */
function addressOf(value: string | undefined): string | undefined {
  const found = value?.split(':')[0];
  return found === '' ? undefined : found;
}

function outcomeOf(message: string): Outcome | null {
  if (!signInWords.test(message) || otherWords.test(message)) return null;
  if (failedWords.test(message)) return 'failure';
  return passedWords.test(message) ? 'success' : null;
}

function zoneOf(message: string): string {
  if (/SSL ?VPN|NetExtender|virtual office/i.test(message)) return 'SSL VPN';
  return /administrator|admin\b|CLI|config/i.test(message) ? 'administration' : 'firewall';
}

/** Numbers differ between versions; the words do not. */
function codeOf(message: string, outcome: Outcome): string {
  const who = /administrator|\badmin\b|CLI/i.test(message) ? 'admin' : 'user';
  if (outcome === 'success') return `${who}-login-allowed`;
  if (/lockout|locked/i.test(message)) return 'login-lockout';
  if (/(?:RADIUS|LDAP|TACACS).{0,64}(?:timeout|error|not respond|communication)/i.test(message))
    return 'server-error';
  if (/unknown user|not found/i.test(message)) return 'user-unknown';
  if (/one[- ]time password/i.test(message)) return 'otp-failed';
  if (/no privilege|not allowed|disabled|exceeded/i.test(message)) return 'login-not-allowed';
  return `${who}-login-denied`;
}
