import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const program = /^(?:openvpnas|openvpn|ovpn-.{1,64}|openvpn.{0,32})$/;
const ownWords =
  /\b(?:VPN Auth Failed|AUTH (?:SUCCESS|ERROR)\b|Web login authentication|TLS Auth Error|TLS_ERROR|Peer Connection Initiated with|AUTH_USER_PASS_VERIFY|AUTH_FAILED|auth-user-pass|MULTI: |SIGTERM\[soft|SIGUSR1\[soft|OVPN \d|OpenVPN)/;
/** openvpn-auth-ldap's own sentences. */
const pluginWords =
  /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?(?:Incorrect password supplied for LDAP DN|LDAP user "[^"]{1,256}" was not found|LDAP bind failed|ldap_bind with zero-length password|Unable to (?:bind as|connect to LDAP)|Remote LDAP |OpenVPN )/i;

/** The community server's own file: `2026-03-01 08:15:30 ana/192.0.2.1:50001 VERIFY ERROR: …`. */
const communityLine =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:us=\d{1,9} )?(?:[^\s/]{1,128}\/)?(?:\d{1,3}\.){3}\d{1,3}:\d{1,5} (?:TLS|VERIFY|SENT CONTROL|PUSH|MULTI|SIG|Control Channel|Data Channel|peer info|\[)/;

/**
 * OpenVPN: Access Server's log, the community server's, and its LDAP plug-in's.
 * https://openvpn.net/as-docs/tutorials/troubleshooting--authentication-problems.html
 */
export const openvpn: SystemParser = {
  system: 'openvpn',
  text: {
    claims: (line) =>
      program.test(line.program ?? '') ||
      pluginWords.test(line.line) ||
      communityLine.test(line.line) ||
      (line.program === null && ownWords.test(line.line)),

    read(line, context) {
      const found = matchRule(rules, line.line);
      if (found === null) return skipped('message');
      const { user, ip, why, dn } = found.values;
      return signIn(
        {
          system: 'openvpn',
          record: line.line,
          time: ownTime.exec(line.line)?.[1],
          timeField: 'the line',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? line.message,
          user: user ?? (dn === undefined ? null : commonNameIn(dn)),
          app: found.values.app ?? 'OpenVPN',
          // After its own clock comes a peer, not a host.
          resource: /^\d{4}-/.test(line.line) ? null : line.envelope.host,
          ip,
          evidence: line.message,
        },
        context,
      );
    },
  },
};

/** Access Server puts the inner program's own clock in quotes. */
const ownTime = /(?:OUT: ['"]|^)(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[+-]\d{4})?)/;

function commonNameIn(dn: string): string {
  return /^(?:CN|uid)=([^,]{1,128})/i.exec(dn)?.[1] ?? dn;
}

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern, 'i') };
}

const dictUser = "\\\\?'user\\\\?': \\\\?'(?<user>[^'\\\\]{1,128})";
const dictReason = "\\\\?'reason\\\\?': (?:\\\\?'|\")(?<why>[^\"]{1,300}?)(?:\\\\?', |\", |\\\\?'\\})";
const peer = '(?<ip>(?:\\d{1,3}\\.){3}\\d{1,3})(?::\\d{1,5})?';

const rules: readonly LineRule[] = [
  rule(
    'web-login-failed',
    'failure',
    `Web login authentication failed: .{0,64}${dictUser}.{0,16}, ${dictReason}`,
  ),
  rule('web-login-success', 'success', `Web login authentication (?:success|succeeded).{0,64}${dictUser}`),
  rule('auth-success', 'success', `AUTH SUCCESS .{0,64}${dictUser}`),
  rule('user-denied', 'failure', 'AUTH ERROR: (?<why>DENY: .{1,200}?)\\.? user=(?<user>\\S{1,128})'),
  rule(
    'ldap-unreachable',
    'failure',
    'AUTH ERROR: (?<why>.{0,100}(?:cannot connect|socket|unreachable|timeout).{0,200}?)\\.? user=(?<user>\\S{1,128})',
  ),
  rule('auth-failed', 'failure', 'AUTH ERROR: (?<why>.{1,300}?)\\.? user=(?<user>\\S{1,128})'),
  rule('auth-failed', 'failure', 'VPN Auth Failed: [\'"](?<why>[^\'"]{1,300})'),
  rule('incorrect-password', 'failure', 'Incorrect password supplied for LDAP DN "(?<dn>[^"]{1,300})'),
  rule('user-not-found', 'failure', 'LDAP user "(?<user>[^"]{1,256})" was not found'),
  rule('empty-password', 'failure', 'ldap_bind with zero-length password'),
  rule('ldap-bind-failed', 'failure', 'Unable to bind as (?<dn>.{1,300})'),
  rule('ldap-bind-failed', 'failure', 'LDAP bind failed(?: immediately)?: (?<why>.{1,200})'),
  rule('ldap-unreachable', 'failure', 'Unable to connect to LDAP|Remote LDAP server.{0,64}unavailable'),
  rule('auth-failed', 'failure', `(?:${peer} )?TLS Auth Error: (?<why>.{1,200})`),
  rule(
    'auth-success',
    'success',
    `(?:${peer} )?TLS: Username/Password authentication (?:succeeded|deferred) for username '(?<user>[^']{1,128})'`,
  ),
  rule(
    'auth-failed',
    'failure',
    `(?:(?<user>[^\\s/]{1,128})/)?${peer} SENT CONTROL \\[[^\\]]{0,128}\\]: '(?<why>AUTH_FAILED[^']{0,200})`,
  ),
  rule(
    'certificate-refused',
    'failure',
    `(?:${peer} )?VERIFY ERROR: depth=0, error=(?<why>[^:]{1,128}): .{0,200}?\\bCN=(?<user>[^,]{1,128})`,
  ),
  rule(
    'connected',
    'success',
    `\\[(?<user>[^\\]]{1,128})\\] Peer Connection Initiated with (?:\\[AF_INET6?\\])?${peer}`,
  ),
];
