import { lookup } from '@turnaway/catalog';
import type { LineRule } from './line-rules.js';

function rule(code: string, pattern: string, outcome: LineRule['outcome'] = 'failure'): LineRule {
  return { code, outcome, pattern: new RegExp(`^${pattern}`, 'i') };
}

const facts =
  '; logname=(?<logname>\\S{0,128}) uid=\\S{0,12} euid=\\S{0,12} tty=\\S{0,64} ruser=(?<ruser>\\S{0,128}) rhost=(?<ip>\\S{0,255})\\s{0,4}(?:user=(?<user>.{0,128}))?';
const user = '(?<user>[^\\s\'"`\\])]{0,128})';

/** What a module writes beside the common sentences, by its name. */
const moduleRules: Readonly<Record<string, readonly LineRule[]>> = {
  pam_sss: [
    rule('pam_sss.auth_failure', `authentication failure${facts}`),
    rule('pam_sss.auth_failure', `received for user ${user}: 7 \\((?<why>[^)]{1,128})`),
    rule('pam_sss.user_unknown', `received for user ${user}: 10 \\((?<why>[^)]{1,128})`),
    rule('pam_sss.offline', `received for user ${user}: 9 \\((?<why>[^)]{1,128})`),
    rule('pam_sss.denied', `(?:Access denied|received) for user ${user}: 6 \\((?<why>[^)]{1,128})`),
  ],
  pam_faillock: [
    rule('pam_faillock.locked', `Consecutive login failures for user ${user} account temporarily locked`),
    rule('pam_faillock.user_unknown', 'User unknown'),
    rule('pam_faillock.prompt', 'The account is locked due to '),
  ],
  pam_tally2: [rule('pam_tally2.locked', `user ${user} \\(\\d{1,10}\\) tally \\d{1,9}, deny \\d{1,9}`)],
  pam_tally: [rule('pam_tally2.locked', `user ${user} \\(\\d{1,10}\\) tally \\d{1,9}, deny \\d{1,9}`)],
  pam_access: [rule('pam_access.denied', `access denied for user \`${user}' from \`(?<ip>[^']{0,255})`)],
  pam_securetty: [rule('pam_securetty.denied', 'access denied: tty ')],
  pam_succeed_if: [
    rule('pam_succeed_if.not_met', `requirement "(?<why>[^"]{1,200})" not met by user "${user}`),
  ],
  pam_listfile: [rule('pam_listfile.refused', `Refused user ${user} for service `)],
  pam_limits: [
    rule('pam_limits.too_many', `Too many (?:system )?logins \\(max \\d{1,9}\\)(?: for ${user})?`),
  ],
  pam_time: [rule('pam_time.denied', `user ${user} rejected`)],
  pam_wheel: [rule('pam_wheel.denied', `Access denied to '[^']{0,128}' for '${user}`)],
  pam_google_authenticator: [
    rule('pam_google_authenticator.invalid', `Invalid verification code(?: for ${user})?`),
    rule('0', `Accepted google_authenticator for ${user}`, 'success'),
  ],
  pam_krb5: [
    rule('pam_krb5.failed', `authentication failure; logname=${user}(?:.{0,200} rhost=(?<ip>\\S{0,255}))?`),
    rule('pam_krb5.failed', `authentication fails for '${user}'(?: \\([^)]{0,128}\\))?: (?<why>.{1,200})`),
    rule('0', `authentication succeeds for '${user}`, 'success'),
  ],
  pam_winbind: [
    rule('pam_winbind.error', `user '${user}' denied access`),
    rule('pam_winbind.error', `request wbcLogonUser failed: (?<why>.{1,300})`),
    rule('0', `user '${user}' granted access`, 'success'),
  ],
  pam_duo: [
    rule('pam_duo', `(?:Failed|Aborted|Error in) Duo login for '${user}'(?:: (?<why>.{1,200}))?`),
    rule('0', `Successful Duo login for '${user}'(?: from (?<ip>\\S{1,64}))?`, 'success'),
  ],
  pam_ldap: [rule('7', `error trying to bind as user "(?<user>[^"]{0,200})" \\((?<why>[^)]{1,128})`)],
  pam_pwquality: [],
};

/** Sentences of pam_unix, and of modules that write as it does. */
const commonRules: readonly LineRule[] = [
  rule('pam_unix.auth_failure', `authentication failure${facts}`),
  rule('pam_unix.auth_failure', 'authentication failure'),
  rule('pam_unix.more_failures', `\\d{1,9} more authentication failures?${facts}`),
  rule('pam_unix.user_unknown', 'check pass; user unknown'),
  rule('pam_unix.retries_ignored', 'service\\([^)]{1,64}\\) ignoring max retries'),
  rule('pam_unix.bad_username', `bad username \\[(?<user>[^\\]]{0,128})`),
  rule('pam_unix.could_not_identify', `could not identify user \\(from getpwnam\\(${user}`),
  rule('19', `(?:conversation failed|auth could not identify password for \\[(?<user>[^\\]]{0,128}))`),
  rule('pam_unix.account_expired', `account ${user} has expired \\(account expired`),
  rule('pam_unix.failed_to_change', `account ${user} has expired \\(failed to change password`),
  rule('pam_unix.expired_root', `expired password for user ${user} \\(root enforced`),
  rule('pam_unix.expired_aged', `expired password for user ${user} \\(password aged`),
  rule('0', `authentication success${facts}`, 'success'),
  rule(
    'pam_unix.session_opened',
    `session opened for user (?<user>[^\\s(]{1,128})(?:\\(uid=\\d{1,10}\\))?(?: by (?<actor>[^\\s(]{0,128}))?`,
    'success',
  ),
];

/** Services whose own lines say that somebody signed in, and those that nobody signs in to. */
const silentServices =
  /^(?:sshd|login|sudo|sudo-i|cron|crond|atd|systemd-user|runuser|runuser-l|polkit-1|pkexec|anacron|.{1,32}-greeter|.{1,32}-launch-environment)$/;
/** A rule of gdm and lightdm that asks who needs no password; not to be one of those is no refusal. */
const harmlessRequirement = /nopasswdlogin|autologin/;

/** A sentence of a PAM module: `pam_unix(sshd:auth): …`. */
export interface PamLine {
  module: string;
  /** The service that asked: `sshd`, `su`. */
  service: string;
  text: string;
}

export interface PamFinding {
  rule: LineRule;
  user?: string | undefined;
  ip?: string | undefined;
  why?: string | undefined;
}

const head =
  /^\[?\(?(?<module>pam_[a-z0-9_]{1,32})(?:\((?<service>[^():]{0,64})(?::[a-z]{1,16})?\))?\)?\]?:? (?<text>.{1,4000})/i;
/** sshd puts `PAM` before what PAM says at its end. */
const sshdHead = /^PAM (?<text>(?:\d{1,9} more|service\().{1,2000})/;
/** Older systems: the module stands at the program, `su(pam_unix)[12]: …`. */
const programHead = /^([a-z0-9._-]{1,64})\((pam_[a-z0-9_]{1,32})\)$/;

/** Finds the module and the service; `null` for a sentence that no module wrote. */
export function pamLine(program: string | null, message: string): PamLine | null {
  const atProgram = programHead.exec(program ?? '');
  if (atProgram !== null) return { service: atProgram[1] ?? '', module: atProgram[2] ?? '', text: message };
  const parts = head.exec(message)?.groups ?? sshdHead.exec(message)?.groups;
  if (parts === undefined) return null;
  return {
    module: (parts.module ?? 'pam_unix').toLowerCase(),
    service: parts.service ?? program ?? 'sshd',
    text: parts.text ?? '',
  };
}

/** What the sentence means; `null` for those that tell of no sign-in. */
export function pamFinding({ module, service, text }: PamLine): PamFinding | null {
  const rules = [...(moduleRules[module] ?? []), ...commonRules];
  for (const found of rules) {
    const values = found.pattern.exec(text)?.groups;
    if (values === undefined && !found.pattern.test(text)) continue;
    if (found.code === 'pam_unix.session_opened' && silentServices.test(service)) return null;
    if (harmlessRequirement.test(values?.why ?? '')) return null;
    const isSwitch = service === 'su' || service === 'su-l' || service.startsWith('sudo');
    const actor = values?.ruser || values?.actor || values?.logname;
    // A service that does not know the name hands it on as that of the remote user.
    const person = (isSwitch ? actor : undefined) || values?.user || values?.ruser;
    return { rule: specific(found, text), user: person, ip: values?.ip, why: values?.why };
  }
  return numbered(text);
}

/** `received for user ana: 13 (User account has expired)`: the number is PAM's own. */
const number =
  /^(?:Access denied|received) for user (?<user>[^\s:]{0,128}): (?<code>\d{1,2}) \((?<why>[^)]{1,128})/;

function numbered(text: string): PamFinding | null {
  const values = number.exec(text)?.groups;
  if (values === undefined) return null;
  const rule: LineRule = { code: values.code ?? '', outcome: 'failure', pattern: number };
  return { rule, user: values.user, why: values.why };
}

const ntStatus = /\bNTSTATUS: (NT_STATUS_[A-Z_]{1,64})/;

/** winbind names the domain controller's own status, which says more. */
function specific(found: LineRule, text: string): LineRule {
  const status = found.code === 'pam_winbind.error' ? ntStatus.exec(text)?.[1] : undefined;
  const entry = status === undefined ? null : lookup({ system: 'windows', code: status, variant: null });
  return entry === null ? found : { ...found, codeSystem: 'windows', code: entry.code };
}
