import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { ipIn } from '../read-ip.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const category = /\bCISE_[A-Za-z_]{3,64}/;
/** Number of the message, count and place of its parts. */
const part =
  /^\s{0,4}(?:CISE_[A-Za-z_]{3,64}\s{1,4})?(?<message>\d{6,12}) (?<parts>\d{1,4}) (?<place>\d{1,4})\s/;
/** `2026-03-03 11:37:34.978 +00:00 0000083490 5400 NOTICE Failed-Attempt: Authentication failed, `. */
const head =
  /(?:(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,9} [+-]\d\d:\d\d)|[\d:. ]{0,32} ?[+-]\d\d:\d\d) (?<sequence>\d{6,12}) (?<code>\d{4,6}) (?<severity>[A-Z]{3,8}) +(?<class>[A-Za-z][A-Za-z0-9 _-]{1,48}?): (?<text>[^,]{1,300})/;

/**
 * Cisco Identity Services Engine: its syslog categories (CISE_Passed_Authentications, CISE_Failed_Attempts,
 * administrator and guest sign-ins), RADIUS and TACACS+, with any header or none; also as rows of Log Analytics.
 * https://www.cisco.com/c/en/us/td/docs/security/ise/syslog/Cisco_ISE_Syslogs/m_IntrotoSyslogs.html
 */
export const ciscoIse: SystemParser = {
  system: 'cisco-ise',
  text: {
    claims(line) {
      if (category.test(line.line) || line.envelope.program?.startsWith('CISE_')) return true;
      return part.test(line.line) && sessionFacts.test(line.line);
    },

    read(line, context) {
      const message = part.exec(line.message)?.groups ?? part.exec(line.line)?.groups;
      const found = head.exec(line.line)?.groups;
      if (found !== undefined) return readMessage(line, context, found, message?.message);
      return readLaterPart(line, context, message?.message);
    },
  },
};

const sessionFacts = /\b(?:CPMSessionID|AcsSessionID|Step|SelectedAccessService|AuthenticationStatus)=/;

const attemptClass =
  /^(?:Passed-Authentication|Failed-Attempt|Guest|RADIUS|TACACS|Administrator-Login|MyDevices|EAP|Authentication)/i;
/** Of these classes, the numbers that decide no sign-in: accounting, changes to running connections, downloads, sign-out. */
const otherNumbers: ReadonlySet<string> = new Set(
  '5204 5205 5206 5207 5208 5209 5210 5233 5234 5237 5238 5239 5413 5414 5415 5416 5417 5419 5420 5421 5422 51002 51003 51025 60083 60116 60188 61077'.split(
    ' ',
  ),
);
const signInNumber =
  /^(?:52\d\d|54\d\d|5100\d|510[012]\d|6008[012]|6007[78]|1000[3-7]|860(?:01|09|1[0-4]|19|23))$/;
const passed = /succe(?:eded|ss)|successfully|Passed|logged in/i;
const refused = /fail|unsuccess|reject|denied|dropped|not |locked|disabled|expired/i;

function readMessage(
  line: TextRecord,
  context: ReadContext,
  found: Record<string, string | undefined>,
  messageNumber: string | undefined,
): Reading {
  const code = found.code ?? '';
  const text = found.text ?? '';
  const isSignIn = attemptClass.test(found.class ?? '') && signInNumber.test(code) && !otherNumbers.has(code);
  if (!isSignIn) return skipped(`${found.class ?? ''} ${code}`.trim());
  const succeeded = passed.test(text) && !refused.test(text);
  return attempt(line, context, {
    time: found.time,
    code,
    outcome: succeeded ? 'success' : 'failure',
    text,
    messageNumber,
  });
}

/**
 * Long messages come in parts, and only the first has the number of what happened. A later one that names the result
 * counts as the same event, so that it is the answer where the first got lost.
 */
function readLaterPart(line: TextRecord, context: ReadContext, messageNumber: string | undefined): Reading {
  const status = attribute(line.line, 'AuthenticationStatus');
  if (status === null || messageNumber === undefined) return skipped('later part of a message');
  const succeeded = status === 'AuthenticationPassed';
  return attempt(line, context, {
    time: undefined,
    code: succeeded ? '5200' : '5400',
    outcome: succeeded ? 'success' : 'failure',
    text: status,
    messageNumber,
  });
}

interface Attempt {
  time: string | undefined;
  code: string;
  outcome: Outcome;
  text: string;
  messageNumber: string | undefined;
}

const failureReason = /^(?<code>\d{4,6})\b\s{0,2}(?<text>.{0,300})/;

function attempt(line: TextRecord, context: ReadContext, found: Attempt): Reading {
  const value = (...names: string[]) => firstAttribute(line.line, names);
  const reason = failureReason.exec(value('FailureReason') ?? '')?.groups;
  const isRefused = found.outcome === 'failure';
  const { host, time } = line.envelope;
  const day = (found.time ?? time ?? '').slice(0, 10);
  return signIn(
    {
      system: 'cisco-ise',
      // The node counts its messages; the parts of one share the number.
      id: found.messageNumber === undefined ? null : [host ?? '', found.messageNumber, day].join(' ').trim(),
      record: line.line,
      time: found.time,
      timeField: 'the message',
      code: isRefused ? (reason?.code ?? found.code) : found.code,
      outcome: found.outcome,
      carrier: isRefused && reason?.code !== undefined ? found.code : null,
      reason: reason?.text || found.text,
      user:
        value('AdminName', 'UserName', 'User-Name', 'User', 'GuestUserName', 'OriginalUserName') ??
        inSentence(line.line)?.user,
      app: value('SelectedAccessService', 'ISEPolicySetName', 'PortalName', 'AdminInterface'),
      resource: value('NetworkDeviceName', 'NAS-Identifier'),
      ip: addressIn(
        value('AdminIPAddress'),
        value('IpAddress'),
        value('Framed-IP-Address', 'Framed-IPv6-Address'),
        value('Remote-Address'),
        value('Calling-Station-ID'),
        inSentence(line.line)?.ip,
        value('Device IP Address', 'NAS-IP-Address'),
      ),
      device: value('EndPointMACAddress', 'Calling-Station-ID'),
      client: value('EapAuthentication', 'AuthenticationMethod', 'Protocol'),
      correlationId: value('CPMSessionID', 'AcsSessionID'),
      requestId: value('AcsSessionID'),
    },
    context,
  );
}

/** The operating system's line within: `OperationMessageText=Accepted password for ana from 192.0.2.1 port …`. */
const sentence =
  /OperationMessageText=[^,]{0,128} for (?:invalid user )?(?<user>\S{1,128}) from (?<ip>[0-9A-Fa-f.:]{2,45})/;

function inSentence(text: string) {
  return sentence.exec(text)?.groups;
}

function addressIn(...candidates: (string | null | undefined)[]): string | null {
  return candidates.find((candidate) => ipIn(candidate) !== null) ?? null;
}

function firstAttribute(text: string, names: readonly string[]): string | null {
  for (const name of names) {
    const found = attribute(text, name);
    if (found !== null) return found;
  }
  return null;
}

/** `Name=value, `: names may have blanks, and a comma within a value has a backslash before it. */
function attribute(text: string, name: string): string | null {
  for (let from = 0; ; ) {
    const at = text.indexOf(`${name}=`, from);
    if (at < 0) return null;
    const before = text[at - 1];
    if (before === undefined || before === ' ' || before === ',') {
      const value = valueAt(text, at + name.length + 1);
      return value === '' ? null : value;
    }
    from = at + 1;
  }
}

const valueForm = /(?:[^,\\]|\\.){0,1000}/y;
/** Rows that lost the comma between two attributes. */
const nextName = / [A-Za-z][A-Za-z-]{2,40}=.*$/s;

function valueAt(text: string, start: number): string {
  valueForm.lastIndex = start;
  const found = valueForm.exec(text)?.[0] ?? '';
  return found.replace(nextName, '').replace(/\\(.)/g, '$1').trim();
}
