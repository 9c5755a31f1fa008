import type { TextRecord } from '../frame/text-record.js';
import { type LineRule, matchRule } from './line-rules.js';
import { isAuditLine, readAuditLine } from './linux-audit.js';
import { pamFinding, pamLine } from './linux-pam.js';
import { sshdResult, sshdRules } from './linux-sshd.js';
import { banLine, toolRules } from './linux-tools.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Linux and its like: what sshd, PAM, sudo, su, login and fail2ban write to syslog (auth.log, secure, the journal), with
 * a header or without, and auditd's own lines. https://man.openbsd.org/sshd, https://man7.org/linux/man-pages/man8/pam.8.html
 */
export const linux: SystemParser = {
  system: 'linux',
  text: {
    claims(line) {
      if (junosTag.test(line.message)) return false;
      const program = programOf(line);
      if (program !== null && (programs.has(program) || displayManager.test(program))) return true;
      if (pamProgram.test(line.program ?? '')) return true;
      if (isAuditLine(line.line) || banLine.test(line.line) || ownSentence.test(line.line)) return true;
      return pamStart.test(line.message);
    },

    read(line, context) {
      if (isAuditLine(line.line)) return readAuditLine(line, context);
      const ban = banLine.exec(line.line)?.groups;
      if (ban !== undefined) {
        const rule = { code: 'fail2ban.ban', outcome: 'failure' as const };
        return found(line, context, { rule, codeSystem: 'pam', app: ban.jail, ip: ban.ip });
      }
      const program = programOf(line);
      const isKnown = program !== null && (programs.has(program) || displayManager.test(program));
      const isOfKnown = isKnown || pamStart.test(line.message);
      const message = withoutRepetition((isOfKnown ? line.message : line.line).trim());
      return readSentence(line, context, isKnown ? program : null, message);
    },
  },
};

/** Programs whose lines end up beside those of sshd; most tell of no sign-in. */
const programs: ReadonlySet<string> = new Set(
  'sshd su sudo login remote pam cron crond anacron atd systemd systemd-logind systemd-user kernel useradd userdel usermod groupadd groupdel groupmod gpasswd passwd chpasswd chage chfn chsh newgrp polkitd pkexec dbus-daemon dbus runuser sssd sssd_be winbindd nscd dnsmasq rsyslogd auditd audispd fail2ban fail2ban.actions fail2ban.filter fail2ban-server accounts-daemon gnome-keyring-daemon login_duo dropbear'.split(
    ' ',
  ),
);
/** Old PAM names itself in the tag of whatever program asks it: `vsftpd(pam_unix)[123]:`. */
const pamProgram = /\(pam_[a-z0-9_]{1,32}\)$/;
/** A module of PAM writes under the name of the program that asked it, whichever that is. */
const pamStart =
  /^\(?pam_[a-z0-9_]{1,32}(?:\([^()]{1,80}\)|\))?:? authentication failure;|^\(?pam_[a-z0-9_]{1,32}\([^()]{1,80}\):/;
const displayManager = /^(?:gdm|lightdm|sddm|xdm|kdm|lxdm)[a-z0-9-]{0,32}$/;
/** Junos has a program sshd too, with messages of its own. */
const junosTag = /^(?:SSHD|LOGIN|UI)_[A-Z0-9_]{3,64}(?::| )/;
/** How sentences begin that no other system writes. */
const ownSentence =
  /^(?:(?:error|fatal): )?(?:PAM: |PAM (?:\d{1,4} more |service\()|pam_[a-z0-9_]{1,32}\([^()]{1,80}\)|(?:Accepted|Failed|Postponed|Partial) (?:password|publickey|keyboard-interactive|hostbased|gssapi|none)\S{0,32} for |(?:Invalid|Illegal) user .{0,256} from |Disconnected from (?:authenticating |invalid )?user |Disconnecting (?:authenticating|invalid) user |Disconnecting: Too many |Received disconnect from |Connection (?:closed|reset) by (?:authenticating |invalid )?(?:user )?\S{1,128} |Did not receive identification string from |Bad protocol version identification |User .{1,256} not allowed because |Unable to negotiate |maximum authentication attempts exceeded |Timeout before authentication for |kex_exchange_identification: |banner exchange: |ssh_dispatch_run_fatal: |input_userauth_request: |userauth_pubkey: |Authentication refused: bad ownership|Could not get shadow information for |ROOT LOGIN REFUSED FROM |drop connection #\d)/;

/** The program without its path; OpenSSH's parts count as sshd, and `su(pam_unix)` as su. */
function programOf({ program }: TextRecord): string | null {
  if (program === null) return null;
  return program.replace(/\(pam_[a-z0-9_]{1,32}\)$/, '').replace(/^sshd-(?:session|auth)$/, 'sshd');
}

/** rsyslog folds lines that are alike: `message repeated 2 times: [ Failed password …]`. */
function withoutRepetition(message: string): string {
  const inner = /^message repeated \d{1,6} times: \[ ?(.{1,4000})\]$/.exec(message)?.[1];
  return inner ?? message;
}

function readSentence(
  line: TextRecord,
  context: ReadContext,
  program: string | null,
  message: string,
): Reading {
  const pam = pamLine(line.program, message);
  if (pam !== null) {
    const finding = pamFinding(pam);
    if (finding === null) return skipped(`${pam.module} detail`);
    return found(line, context, { ...finding, codeSystem: 'pam', app: pam.service, message });
  }
  const tool = matchRule(toolRules[program ?? ''] ?? [], message);
  if (tool !== null) {
    const { user, ip, why } = tool.values;
    return found(line, context, { rule: tool.rule, user, ip, why, codeSystem: 'pam', app: program, message });
  }
  if (program !== null && program !== 'sshd') return skipped(`${program} message`);
  const result = sshdResult(message);
  if (result !== null) {
    const { user, ip, method: client } = result;
    return found(line, context, {
      rule: result,
      user,
      ip,
      client,
      codeSystem: 'sshd',
      app: 'sshd',
      message,
    });
  }
  const match = matchRule(sshdRules, message);
  if (match === null) return skipped('sshd message');
  const { user, ip, why } = match.values;
  return found(line, context, { rule: match.rule, user, ip, why, codeSystem: 'sshd', app: 'sshd', message });
}

interface Finding {
  rule: Pick<LineRule, 'code' | 'codeSystem' | 'outcome'>;
  codeSystem: string;
  user?: string | undefined;
  ip?: string | undefined;
  why?: string | undefined;
  client?: string | undefined;
  app: string | null | undefined;
  message?: string;
}

/** The lines of one connection share the number of its process. */
function found(line: TextRecord, context: ReadContext, finding: Finding): Reading {
  // In fail2ban's own file the program follows the clock.
  const host = line.envelope.host?.startsWith('fail2ban.') ? null : line.envelope.host;
  const { processId } = line.syslog;
  return signIn(
    {
      system: 'linux',
      record: line.line,
      time: undefined,
      timeField: 'the line',
      code: finding.rule.code,
      codeSystem: finding.rule.codeSystem ?? finding.codeSystem,
      outcome: finding.rule.outcome,
      reason: finding.why ?? finding.message,
      user: finding.user,
      app: finding.app,
      resource: host,
      ip: finding.ip,
      client: finding.client,
      correlationId: processId === null ? null : `${host ?? ''} ${finding.app ?? ''} ${processId}`.trim(),
    },
    context,
  );
}
