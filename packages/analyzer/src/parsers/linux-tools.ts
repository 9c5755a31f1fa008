import type { LineRule } from './line-rules.js';

function rule(code: string, pattern: string, outcome: LineRule['outcome'] = 'failure'): LineRule {
  return { code, outcome, pattern: new RegExp(pattern) };
}

function dropbearRule(code: string, pattern: string, outcome?: LineRule['outcome']): LineRule {
  const { pattern: sentence, ...rest } = rule(code, pattern, outcome);
  // Older versions begin their sentences in lower case.
  return { ...rest, codeSystem: 'sshd', pattern: new RegExp(sentence, 'i') };
}

const user = "(?<user>[^\\s',]{1,128})";
const sudo = `^\\s{0,64}${user} : (?<why>`;
const sudoFacts = '[^;]{0,200}) ; (?:HOST|TTY|PWD|USER|GROUP|COMMAND)=';

const from = '<?(?<ip>[0-9A-Fa-f.:]{2,45}?)>?:\\d{1,5}(?=[>\\s]|$)';
const peer = `'(?<user>[^']{0,128})' from ${from}`;

/** Dropbear, the SSH server of small devices; its refusals are those of sshd. */
const dropbearRules: readonly LineRule[] = [
  dropbearRule('failed_password', `^Bad (?:password|PAM password) attempt for ${peer}`),
  dropbearRule('invalid_user', `^Login attempt for nonexistent user(?: .{0,64}?)? from ${from}`),
  dropbearRule('max_auth_tries', `^Exit before auth.{0,200}Max auth tries reached - user ${peer}`),
  dropbearRule(
    'max_auth_tries',
    "^Exit before auth(?: from <(?<ip>[0-9A-Fa-f.:]{2,45}?):\\d{1,5}>)?: \\(user '(?<user>[^']{0,128})'.{0,32}\\): Max auth tries",
  ),
  dropbearRule('accepted_password', `^(?:Password|PAM password) auth succeeded for ${peer}`, 'success'),
  dropbearRule(
    'accepted_publickey',
    `^Pubkey auth succeeded for '(?<user>[^']{0,128})' with .{1,200} from ${from}`,
    'success',
  ),
];

/** What the programs write that let people in by themselves, beside the lines of PAM, by program. */
export const toolRules: Readonly<Record<string, readonly LineRule[]>> = {
  sudo: [
    rule('sudo.auth_failure', `${sudo}\\d{1,3} incorrect password attempt${sudoFacts}`),
    rule('sudo.not_in_sudoers', `${sudo}user NOT (?:in sudoers|authorized on host)${sudoFacts}`),
    rule('sudo.command_not_allowed', `${sudo}command not allowed${sudoFacts}`),
    rule(
      'sudo.no_tty',
      `${sudo}(?:no tty present|a terminal is required|a password is required|sorry, you must have a tty)${sudoFacts}`,
    ),
    rule('6', `${sudo}account validation failure${sudoFacts}`),
    rule('12', `${sudo}Account or password is expired${sudoFacts}`),
  ],
  su: [
    rule('su.failed', `^FAILED SU \\(to \\S{1,128}\\) ${user}`),
    rule('su.failed', `^FAILED su for \\S{1,128} by ${user}`),
    rule('su.failed', `^BAD SU (?:from )?${user} to `),
    rule('su.failed', `^failed: \\S{1,64} changing from ${user} to `),
    rule('su.failed', `^'su \\S{1,128}' failed for ${user}`),
    rule('su.success', `^Successful su for \\S{1,128} by ${user}`, 'success'),
    rule('su.success', `^\\(to \\S{1,128}\\) ${user} on `, 'success'),
    rule('su.success', `^'su \\S{1,128}' succeeded for ${user}`, 'success'),
    rule('su.success', `^${user} to \\S{1,128} on /dev/`, 'success'),
  ],
  dropbear: dropbearRules,
  login_duo: [
    rule('pam_duo', `^(?:Failed|Aborted|Error in) Duo login for '${user}'(?:: (?<why>.{1,200}))?`),
    rule('0', `^Successful Duo login for '${user}'(?: from (?<ip>\\S{1,64}))?`, 'success'),
  ],
  login: [
    rule(
      'login.failed',
      `^FAILED LOGIN (?:SESSION )?\\(?\\d{0,6}\\)? ?(?:FROM (?<ip>\\S{1,255})|on '[^']{0,64}'(?: from '(?<host>[^']{0,255})')?) FOR '?(?<user>[^',]{0,128})'?, ?(?<why>.{1,200})`,
    ),
    rule('login.failed', `^invalid password for '(?<user>[^']{0,128})'`),
    rule(
      'login.too_many',
      `^TOO MANY LOGIN TRIES \\(\\d{1,6}\\) (?:FROM (?<ip>\\S{1,255})|on \\S{1,64}) FOR '?(?<user>[^',]{0,128})`,
    ),
    rule('0', `^LOGIN ON \\S{1,64} BY ${user}(?: FROM (?<ip>\\S{1,255}))?`, 'success'),
    rule('0', `^(?<user>ROOT) LOGIN (?:ON|on) \\S{1,64}(?: FROM (?<ip>\\S{1,255}))?`, 'success'),
  ],
};

/** `fail2ban.actions [123]: NOTICE [sshd] Ban 192.0.2.1`, in its own log or in syslog's. */
export const banLine =
  /fail2ban\.actions\b[^[\]]{0,64}(?:\[\d{1,10}\])?[^[\]]{0,64}\[(?<jail>[A-Za-z0-9._-]{1,64})\] (?:Restore )?Ban (?<ip>[0-9A-Fa-f.:]{2,45})/;
