import type { TextRecord } from '../frame/text-record.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** ProFTPD. http://www.proftpd.org/docs/howto/Logging.html */
export const proftpd = service('proftpd', /\bproftpd(?:\[\d{1,10}\])?[: ]/, [
  rule(
    'login-successful',
    'success',
    '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) (?:USER|ANON) (?<user>[^:]{1,128}): Login successful',
  ),
  rule(
    'incorrect-password',
    'failure',
    '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) USER (?<user>[^:(]{1,128}?) \\(Login failed\\): (?<why>Incorrect password)',
  ),
  rule(
    'no-such-user',
    'failure',
    '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) (?:USER (?<user>[^:(]{1,128}?)(?: \\(Login failed\\))?: )?(?<why>no such user)',
  ),
  rule(
    'login-failed',
    'failure',
    '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) (?:USER (?<user>[^:(]{1,128}?) )?\\(?Login failed\\)?:? ?(?<why>.{0,200})',
  ),
  rule('too-many-tries', 'failure', '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) (?<why>Maximum login attempts)'),
  rule(
    'root-refused',
    'failure',
    '\\[(?<ip>[^\\]]{1,64})\\]\\)(?: -|:) SECURITY VIOLATION: (?<user>root) login attempted',
  ),
]);

/** vsftpd. https://security.appspot.com/vsftpd/vsftpd_conf.html */
export const vsftpd = service(
  'vsftpd',
  /\bvsftpd(?:\[\d{1,10}\])?: (?!pam_)|\[pid \d{1,10}\] (?:\[[^\]]{1,128}\] )?(?:OK|FAIL) (?:LOGIN|DOWNLOAD|UPLOAD)|\[pid \d{1,10}\] CONNECT: Client/,
  [
    rule('login-successful', 'success', '\\[(?<user>[^\\]]{1,128})\\] OK LOGIN: Client "(?<ip>[^"]{2,64})"'),
    rule('login-failed', 'failure', '\\[(?<user>[^\\]]{1,128})\\] FAIL LOGIN: Client "(?<ip>[^"]{2,64})"'),
  ],
);

/** What Dovecot's authentication process says of a name, by code. */
const verdicts: Readonly<Record<string, string>> = {
  'unknown user': 'unknown-user',
  'user not found': 'user-not-found',
  'password mismatch': 'password-mismatch',
  'account is locked': 'account-is-locked',
  'invalid credentials': 'auth-failed',
};

/** The name, where one was given, and the address at the end of a line of Dovecot's. */
const party = ': (?:user=<(?<user>[^>]{0,128})>)?.{0,100}?\\brip=(?<ip>[0-9A-Fa-f.:]{2,45})';

/** Dovecot (IMAP, POP3, submission). https://doc.dovecot.org/latest/core/admin/logging.html */
export const dovecot = service(
  'dovecot',
  /\b(?:imap|pop3|submission|managesieve)-login: |\bdovecot(?:\[\d{1,10}\])?: |\bauth(?:-worker)?\((?:default|\d{1,10})\): (?:Info: )?(?:conn unix:.{0,80}: )?[a-z-]{2,24}\(|\bauth: Info: [a-z-]{2,24}\(/,
  [
    ...Object.entries(verdicts).map(([words, code]) =>
      rule(
        code,
        'failure',
        `auth(?:-worker)?(?:\\([^)]{0,64}\\))?: .{0,64}?\\b(?!userdb)[a-z-]{2,24}\\((?<user>[^,)]{1,128})(?:,(?<ip>[0-9A-Fa-f.:]{2,45}))?[^)]{0,64}\\): (?<why>${words})`,
      ),
    ),
    rule(
      'pam-failed',
      'failure',
      'auth(?:-worker)?(?:\\([^)]{0,64}\\))?: .{0,64}?\\bpam\\((?<user>[^,)]{1,128})(?:,(?<ip>[0-9A-Fa-f.:]{2,45}))?[^)]{0,64}\\): pam_authenticate\\(\\) failed: (?<why>.{1,200})',
    ),
    rule(
      'auth-failed',
      'failure',
      'login: (?:Info: )?Aborted login[^(]{0,100}\\((?<why>\\d{1,4} authentication attempts)[^)]{0,64}\\): user=<(?<user>[^>]{0,128})>.{0,100}?\\brip=(?<ip>[0-9A-Fa-f.:]{2,45})',
    ),
    rule(
      'login',
      'success',
      'login: (?:Info: )?Login: user=<(?<user>[^>]{0,128})>.{0,100}?\\brip=(?<ip>[0-9A-Fa-f.:]{2,45})',
    ),
    rule(
      'auth-failed',
      'failure',
      `login: (?:Info: )?(?:Disconnected|Aborted login|Login aborted|Client has quit|Remote closed|Connection closed).{0,160}?\\((?<why>[^()]{0,64}auth(?:entication)? failed[^()]{0,100})\\)${party}`,
    ),
    rule(
      'plaintext-refused',
      'failure',
      `login: .{0,160}?\\((?<why>tried to use dis(?:abled|allowed) plaintext auth)\\)${party}`,
    ),
    rule(
      'user-disabled',
      'failure',
      'login: (?:Info: )?.{0,100}\\((?<why>[^)]{0,64}user (?:disabled|is deactivated)[^)]{0,64})\\): user=<(?<user>[^>]{0,128})>.{0,100}?\\brip=(?<ip>[0-9A-Fa-f.:]{2,45})',
    ),
  ],
);

/** Postfix, where a sender of mail signs in (SASL). https://www.postfix.org/SASL_README.html */
export const postfix = service('postfix', /\bpostfix(?:-\w{1,32})?\/[a-z/]{2,32}\[\d{1,10}\]: /, [
  rule(
    'sasl-failed',
    'failure',
    '\\[(?<ip>[0-9A-Fa-f.:]{2,45})\\](?::\\d{1,5})?: SASL [A-Z0-9-]{1,24} authentication failed(?:: (?<why>[^,]{0,200}))?(?:.{0,64}?sasl_username=(?<user>[^,\\s]{1,128}))?',
  ),
  rule(
    'sasl-signed-in',
    'success',
    'client=[^[]{0,255}\\[(?<ip>[0-9A-Fa-f.:]{2,45})\\], sasl_method=[A-Z0-9-]{1,24}, sasl_username=(?<user>[^,\\s]{1,128})',
  ),
]);

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern, 'i') };
}

/** A server for files or mail that writes a sentence for each sign-in. */
function service(system: string, start: RegExp, rules: readonly LineRule[]): SystemParser {
  return {
    system,
    text: {
      claims: ({ line }) => start.test(line),
      read: (line, context) => readLine(system, rules, line, context),
    },
  };
}

/** vsftpd's own file: `Mon Mar  2 10:00:00 2026 [pid 2] …`. */
const ownTime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}) /;

function readLine(
  system: string,
  rules: readonly LineRule[],
  line: TextRecord,
  context: ReadContext,
): Reading {
  const found = matchRule(rules, line.line);
  if (found === null) return skipped('message');
  const { user, ip, why } = found.values;
  return signIn(
    {
      system,
      record: line.line,
      time: ownTime.exec(line.line)?.[1],
      timeField: 'the line',
      code: found.rule.code,
      outcome: found.rule.outcome,
      reason: why ?? line.message,
      user,
      app: system,
      resource: line.envelope.host,
      ip: ip?.replace(/^::ffff:/, ''),
    },
    context,
  );
}
