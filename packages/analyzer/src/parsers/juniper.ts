import type { TextRecord } from '../frame/text-record.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `UI_LOGIN_EVENT: …`, `RT_FLOW_SESSION_DENY [junos@2636.1.1.1.2.142 …]`: a tag, then a sentence or named values. */
const tag =
  /(?:^|[\s:])(?<tag>(?:UI|LOGIN|SSHD|FWAUTH|RT|JSRPD|WEB|WEBFILTER|IDP|AV|ANTISPAM|CONTENT|APPTRACK|AAMW|SECINTEL|KMD|PKID|DYNAMIC_VPN|IKE|ACX|SNMPD?|CHASSISD|RPD|PING|AUTH|JTASK|DOT1XD|LIBJNX|MGD|REMOTE_ACCESS|SSL_PROXY|USERID|JDHCPD|NSD|EVENTD|GENERAL|USER)_[A-Z0-9_]{2,64})(?=:| \[| ?$|\s)/;
/** Citrix ADC has the tag `LOGIN_FAILED` too. */
const otherVendor = /\d-PPE-\d/;
const structured = /\[junos@2636\.[\d.]{1,32} /;

/**
 * Juniper Junos (EX, MX, SRX): its tagged messages, as sentences and as structured data. Lines of its sshd are read as
 * those of any other. https://www.juniper.net/documentation/us/en/software/junos/network-mgmt/topics/topic-map/system-logging.html
 */
export const juniper: SystemParser = {
  system: 'juniper',
  text: {
    claims: ({ line, program }) =>
      structured.test(line) || (tag.test(line) && !otherVendor.test(line) && !program?.startsWith('%')),

    read(line, context) {
      const found = tag.exec(line.line);
      const name = found?.groups?.tag ?? line.syslog.messageId ?? '';
      const said =
        found === null
          ? line.message
          : line.line.slice(found.index + found[0].length).replace(beforeSentence, '');
      const values = structured.test(line.line) ? namedValues(line) : {};
      const match = matchRule(rules, `${name} ${said}`);
      if (match === null) return skipped(name || 'message');
      const { user, ip, why } = match.values;
      return signIn(
        {
          system: 'juniper',
          record: line.line,
          time: undefined,
          timeField: 'the header',
          code: match.rule.code,
          outcome: match.rule.outcome,
          reason: why ?? values['error-message'] ?? values.reason ?? said,
          user: values.username ?? values['user-name'] ?? user,
          app: line.program,
          resource: line.envelope.host,
          ip: values['source-address'] ?? values['source-ip'] ?? values['client-address'] ?? ip,
          client: values['client-mode'],
        },
        context,
      );
    },
  },
};

/** A colon, or the named values. */
const beforeSentence = /^:?\s{0,3}(?:\[junos@[^\]]{0,4000}\]\s{0,3})?/;

/** Structured data is part of the header where there is one. */
function namedValues(line: TextRecord): Readonly<Record<string, string>> {
  return Object.values(line.syslog.structured)[0] ?? line.pairs;
}

const quoted = '[\'"]?(?<user>[^\'"\\s,]{1,128})[\'"]?';
const address = '[\'"]?(?<ip>[0-9A-Fa-f.:]{2,45})';

function rule(code: string, outcome: LineRule['outcome'], words = '', start = code): LineRule {
  return { code, outcome, pattern: new RegExp(`^${start}\\b(?:${words}|)`, 'i') };
}

const rules: readonly LineRule[] = [
  rule('UI_LOGIN_EVENT', 'success', ` User ${quoted}(?: login.{0,200}?ssh-connection ${address}|)`),
  rule('SSHD_LOGIN_FAILED', 'failure', ` Login failed for user ${quoted} from host ${address}`),
  rule('SSHD_LOGIN_ATTEMPTS_THRESHOLD', 'failure', `.{0,200} user ${quoted}`),
  rule('LOGIN_FAILED', 'failure', ` Login failed for user ${quoted}(?: from host ${address})?`),
  rule('LOGIN_INFORMATION', 'success', ` User ${quoted} logged in(?: from host ${address})?`),
  rule('LOGIN_ROOT', 'success', ` User ${quoted} logged in as root(?: from host ${address})?`),
  rule('LOGIN_PAM_AUTHENTICATION_ERROR', 'failure', `.{0,100} user ${quoted}`),
  rule('LOGIN_PAM_USER_UNKNOWN', 'failure', `.{0,100} user ${quoted}`),
  rule('LOGIN_ABORTED', 'failure', '', 'LOGIN_(?:ABORTED|TIMED_OUT)'),
  rule('LOGIN_REFUSED', 'failure', `.{0,100} user ${quoted}.{0,100}?(?: host ${address}|$)`),
  rule('LOGIN_PASSWORD_EXPIRED', 'failure', `.{0,100} user ${quoted}`),
  rule('WEB_AUTH_FAIL', 'failure', `.{0,100} user ${quoted}`),
  rule('WEB_AUTH_SUCCESS', 'success', `.{0,100} user ${quoted}`),
  rule(
    'FWAUTH_USER_AUTH_FAIL',
    'failure',
    ` (?:Authentication for )?user ${quoted}.{0,100}? (?:at|from) ${address}`,
    'FWAUTH_(?:[A-Z]{2,12}_)?(?:USER_)?AUTH_FAIL',
  ),
  rule(
    'FWAUTH_USER_AUTH_OK',
    'success',
    ` (?:Authentication for )?user ${quoted}.{0,100}? (?:at|from) ${address}`,
    'FWAUTH_(?:[A-Z]{2,12}_)?(?:USER_)?AUTH_(?:OK|ACCEPTED)',
  ),
  rule(
    'DYNAMIC_VPN_AUTH_FAIL',
    'failure',
    `.{0,100} user ${quoted}`,
    'DYNAMIC_VPN_AUTH_(?:FAIL|INVALID|MUL_CONN_FAIL|NO_LICENSE)',
  ),
  rule('DYNAMIC_VPN_AUTH_OK', 'success', `.{0,100} user ${quoted}`),
  rule('DOT1XD_AUTH_SESSION_DELETED', 'failure', '', '(?!)'),
];
