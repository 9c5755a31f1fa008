import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { isObject, type JsonObject, lengths, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Fortinet: FortiGate's events of administrators, users and the VPN as `key=value` lines, CEF, or JSON; FortiManager,
 * FortiAnalyzer, FortiAuthenticator and FortiProxy in the same form. Numbers of messages:
 * https://docs.fortinet.com/document/fortigate/7.6.0/fortios-log-message-reference
 */
export const fortigate: SystemParser = {
  system: 'fortigate',
  json: {
    claims: (record) => isFortinet(record) && !('@timestamp' in record && isObject(record.event)),
    read: (record, context) => readLog(record, record, context),
  },
  text: {
    claims(line) {
      if (start.test(line.line)) return isFortinet(line.pairs) || updateLine.test(line.line);
      return isVendorEvent(line);
    },
    read(line, context) {
      if (!start.test(line.line))
        return readLog(withoutPrefix(line.vendorEvent?.fields ?? {}), line.line, context);
      const { pairs } = line;
      return readLog('subcategory' in pairs ? authenticatorLog(line) : pairs, line.line, context);
    },
  },
};

const start =
  /(?:^|[\s>,])(?:logid|log_id|devid|device_id|logdesc|logver|faclogindex|subtype|typeid|eventtime|date)=/;
/** FortiManager's own log of what it sends. */
const updateLine = /\bdate= desc="[^"]{0,300}(?:"[^"]{0,64})?\bFortiClient\b/;

function isFortinet(fields: JsonObject): boolean {
  if ('typeid' in fields && 'category' in fields && 'subcategory' in fields) return true;
  const hasType = typeof fields.type === 'string' && typeof fields.subtype === 'string';
  return (
    hasType &&
    ('logid' in fields ||
      'log_id' in fields ||
      'logdesc' in fields ||
      'devid' in fields ||
      ('vd' in fields && 'level' in fields))
  );
}

/** FortiAuthenticator's own form: other names for the kind, and the message behind the last pair. */
function authenticatorLog({ pairs, message }: TextRecord): JsonObject {
  const said = message.slice(message.lastIndexOf('"') + 1).trim();
  return { ...pairs, type: pairs.category?.toLowerCase(), subtype: pairs.subcategory, msg: said };
}

function isVendorEvent({ line, vendorEvent }: TextRecord): boolean {
  return line.includes('CEF:') && vendorEvent?.vendor === 'Fortinet';
}

const prefix = /^(?:FTNTFGT|ad\.|FTNTFAC)/;

/** CEF has its own names for some keys, and a prefix for the rest. */
function withoutPrefix(fields: Readonly<Record<string, string>>): JsonObject {
  const plain: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(fields)) plain[key.replace(prefix, '')] ??= value;
  const [type, subtype] = (fields.cat ?? '').split(':');
  plain.type ??= type;
  plain.subtype ??= subtype;
  plain.user ??= fields.duser ?? fields.suser;
  plain.srcip ??= fields.src;
  plain.action ??= fields.act;
  plain.status ??= fields.outcome;
  return plain;
}

/** Numbers of messages that tell of a sign-in. */
const signInMessages: Readonly<Record<string, Outcome>> = {
  '32001': 'success',
  '32002': 'failure',
  '32021': 'failure',
  '39424': 'success',
  '39426': 'failure',
  '43008': 'success',
  '43009': 'failure',
  '43010': 'failure',
  '43012': 'success',
  '43013': 'failure',
  '43014': 'success',
  '43016': 'success',
  '43017': 'failure',
  '43025': 'success',
  '43026': 'failure',
  '43039': 'success',
};

function readLog(log: JsonObject, record: unknown, context: ReadContext): Reading {
  const kind = [name(log.type), name(log.subtype)].filter((word) => word !== null).join(' ');
  const number = numberOf(log);
  const numbered = number === null ? undefined : signInMessages[number];
  const found =
    numbered === undefined ? (ofRemoteUser(log) ?? byWords(log)) : { code: number ?? '', outcome: numbered };
  if (found === null)
    return skipped(`${kind} ${name(log.action) ?? name(log.logdesc) ?? name(log.desc) ?? ''}`.trim());
  const message = text(log.msg, lengths.reason) ?? '';
  return signIn(
    {
      system: 'fortigate',
      record,
      time: timeOf(log),
      timeField: 'date, time',
      code: found.code,
      outcome: found.outcome,
      reason: given(log.reason) ?? message,
      user: given(log.xauthuser) ?? given(log.user),
      app:
        given(log.ui) ??
        given(log.tunneltype) ??
        given(log.server) ??
        given(log.authserver) ??
        given(log.subtype),
      resource: given(log.devname),
      ip:
        given(log.srcip) ??
        given(log.remip) ??
        given(log.userip) ??
        given(log.remote_ip) ??
        given(log.ip) ??
        addressIn.exec(`${name(log.ui) ?? ''} ${name(log.userfrom) ?? ''} ${message}`)?.[1],
      country: given(log.srccountry),
      client: given(log.method) ?? given(log.authproto),
      evidence: message,
    },
    context,
  );
}

const addressIn = /\b(?:from (?:IP )?|\()(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:]{2,40})/i;

/** The last five digits of the id are the message's number; the first are type and severity. */
function numberOf(log: JsonObject): string | null {
  const id = name(log.logid) ?? name(log.log_id);
  if (id === null || !/^\d{8,10}$/.test(id)) return null;
  return id.length === 10 && !id.startsWith('0001') ? id.slice(-6).replace(/^0+/, '') : null;
}

/** Fortinet writes what it does not know as words. */
function given(value: unknown): string | null {
  const found = name(value);
  return found === null || /^(?:N\/A|none|\(null\)|unknown)$/i.test(found) ? null : found;
}

/** IPsec is between gateways, unless a person signs in over it (XAUTH, EAP). */
function ofRemoteUser(log: JsonObject) {
  if (log.subtype !== 'vpn' || given(log.xauthuser) === null) return null;
  if (log.action === 'tunnel-up') return { code: 'ipsec-tunnel-up', outcome: 'success' as const };
  const failed = log.action === 'negotiate' && failedWords.test(name(log.status) ?? '');
  return failed ? { code: 'ipsec-negotiation-failed', outcome: 'failure' as const } : null;
}

const signInWords = /\b(?:log ?(?:ged )?[io]n|authentication)\b/i;
const endWords = /log ?(?:ged )?(?:out|off)\b|timed? ?out of|password change/i;
const failedWords = /fail|denied|reject|invalid|error|block/i;
const passedWords = /success|succeeded|accepted|logged in|allowed/i;

/** Products and versions whose numbers differ: what the action and the message say. */
function byWords(log: JsonObject) {
  if (
    log.type !== 'event' ||
    !/^(?:system|user|admin|auth|authentication|vpn|logon)$/i.test(name(log.subtype) ?? '')
  )
    return null;
  const action = `${name(log.action) ?? ''} ${name(log.logdesc) ?? ''} ${name(log.desc) ?? ''}`;
  const message = text(log.msg, lengths.reason) ?? '';
  if (!signInWords.test(action) || (endWords.test(`${action} ${message}`) && !/login\/logout/i.test(action)))
    return null;
  if (/login\/logout/i.test(action) && /logged out|logout/i.test(message)) return null;
  const said = `${name(log.status) ?? ''} ${message} ${action}`;
  if (/^pending$/i.test(name(log.status) ?? ''))
    return { code: 'login-pending', outcome: 'interrupt' as const };
  if (failedWords.test(said)) return { code: 'login-failed', outcome: 'failure' as const };
  return passedWords.test(said) ? { code: 'login-success', outcome: 'success' as const } : null;
}

/** `eventtime` is exact where it is there: seconds, or nanoseconds since 6.2; else the local clock with its zone. */
function timeOf(log: JsonObject): unknown {
  const zone = name(log.tz)?.replace(/^UTC/, '') ?? '';
  const date = name(log.date);
  const clock = name(log.time);
  if (date !== null && clock !== null && /^[+-]\d\d:?\d\d$/.test(zone)) return `${date} ${clock} ${zone}`;
  return (
    log.eventtime ??
    log.timestamp ??
    log.itime ??
    log.rt ??
    (date !== null && clock !== null ? `${date} ${clock}` : undefined)
  );
}
