import type { TextRecord } from '../frame/text-record.js';
import { type JsonObject, name } from '../read-fields.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `2026-03-02 10:00:00 - gate1 - [192.0.2.1] ana(Staff)[Role] - Login failed …`. */
const standardForm =
  /(?:^|\s)(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - (?<node>[^[]{0,128}?) - \[(?<ip>[^\]]{0,64})\] (?<user>[^\n]{0,256}?)\((?<realm>[^)]{0,128})\)\[(?<roles>[^\]]{0,512})\](?:\[[^\]]{0,256}\])? - (?<message>.{1,4000})/;
/** WELF: `id=firewall time="…" pri=6 fw=… vpn=gate1 ivs=… user=ana realm="Staff" … msg="AUT23457: …"`. */
const welfForm = /(?:^|\s|>)id=\S{1,64} time="[^"]{10,32}" pri=\d .{0,200}\bvpn=/;

/**
 * Ivanti Connect Secure (Pulse Secure, Juniper SA) and Policy Secure: user and administrator access logs in the
 * standard, WELF and JSON forms. https://help.ivanti.com/ps/help/en_US/ICS/22.x/ag/logging.htm
 */
export const pulseSecure: SystemParser = {
  system: 'pulse-secure',
  json: {
    claims: (record) =>
      typeof record.message_id === 'string' && 'raw_message' in record && 'opaque_id' in record,
    read(record, context) {
      return readEvent(jsonEvent(record), record, context);
    },
  },
  text: {
    claims: ({ line }) => standardForm.test(line) || welfForm.test(line),
    read(line, context) {
      return readEvent(textEvent(line), line.line, context);
    },
  },
};

interface PulseEvent {
  message: string;
  time: unknown;
  user: string | null;
  realm: unknown;
  ip: unknown;
  node?: unknown;
  client?: unknown;
  id?: unknown;
}

function jsonEvent(record: JsonObject): PulseEvent {
  return {
    message: `${name(record.message_id) ?? ''}: ${name(record.raw_message) ?? name(record.message) ?? ''}`,
    time: record.us_timestamp ?? record.timestamp,
    user: name(record.user),
    realm: record.realm_name,
    ip: record.source_ip,
    node: record.gateway_name,
    client: record.useragent,
  };
}

function textEvent(line: TextRecord): PulseEvent {
  const parts = standardForm.exec(line.line)?.groups;
  if (parts !== undefined) {
    // The header says the zone where it has a time of its own.
    const time = line.syslog.time ?? parts.time;
    return {
      message: parts.message ?? '',
      time,
      // Behind the name of a virtual system: `Default Network::ana`.
      user: name(parts.user?.replace(/^[^:]{1,64}::/, '')),
      realm: parts.realm,
      ip: parts.ip,
      node: parts.node,
    };
  }
  const { pairs } = line;
  return {
    message: pairs.msg ?? '',
    time: pairs.time,
    user: name(pairs.user),
    realm: pairs.realm,
    ip: pairs.src,
    node: pairs.vpn,
    client: pairs.agent,
  };
}

function readEvent(event: PulseEvent, record: unknown, context: ReadContext): Reading {
  const message = event.message.replace(messageId, '');
  const found = matchRule(rules, message);
  if (found === null) return skipped(messageId.exec(event.message)?.[1] ?? 'message');
  const { why, user, ip } = found.values;
  const isNobody = event.user === null || event.user === 'System';
  return signIn(
    {
      system: 'pulse-secure',
      record,
      time: event.time,
      timeField: 'time',
      code: found.rule.code,
      outcome: found.rule.outcome,
      reason: why ?? message,
      user: isNobody ? user : (user ?? event.user),
      app: event.realm,
      resource: event.node,
      ip: name(event.ip) === '127.0.0.1' ? (ip ?? event.ip) : event.ip,
      client: event.client,
      evidence: message,
    },
    context,
  );
}

const messageId = /^([A-Z]{3}\d{5}): ?/;

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(`^${pattern}`, 'i') };
}

/** Numbers of messages differ between versions and consoles; their words do not. */
const rules: readonly LineRule[] = [
  rule(
    'login-failed',
    'failure',
    'Login failed(?: from (?<ip>[0-9A-Fa-f.:]{2,45}) for (?<user>[^\\s/]{1,128})(?:/[^.]{1,128})?)?(?: using auth server [^.]{1,200})?(?:\\. ?|: ?)?(?: ?Reason: ?(?<why>.{1,200}))?',
  ),
  rule('primary-authentication-failed', 'failure', 'Primary authentication failed for (?<user>[^/]{1,256})/'),
  rule(
    'secondary-authentication-failed',
    'failure',
    'Secondary authentication failed for (?<user>[^/]{1,256})/',
  ),
  rule(
    'primary-authentication-successful',
    'success',
    'Primary authentication successful for (?<user>[^/]{1,256})/',
  ),
  rule(
    'secondary-authentication-successful',
    'success',
    'Secondary authentication successful for (?<user>[^/]{1,256})/',
  ),
  rule('login-succeeded', 'success', '(?:\\S{1,16} )?Login succeeded(?: for (?<user>[^/]{1,256})/)?'),
  rule('account-locked', 'failure', '(?:Account|User) .{0,200}(?:locked|lockout)'),
  rule(
    'too-many-users',
    'failure',
    '(?:Maximum|Max\\.?) (?:number of )?(?:concurrent )?users? .{0,200}(?:exceeded|reached)',
  ),
  rule(
    'realm-restriction-failed',
    'failure',
    '.{0,100} realm restrictions? (?:failed|not passed) for (?<user>[^/]{1,256})/',
  ),
];
