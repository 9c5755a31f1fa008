import type { TextRecord } from '../frame/text-record.js';
import { type ReadContext, type Reading, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const head =
  /(?:^|\s)type=(?<type>[A-Z_]{3,40}) msg=audit\((?<time>\d{9,11}\.\d{1,6}):(?<serial>\d{1,12})\):/;
/** The kernel's audit trail tells of the proof of identity, of the account's own state, and of the sign-in as a whole. */
const signInTypes: ReadonlySet<string> = new Set(['USER_AUTH', 'USER_LOGIN', 'USER_ACCT']);
const hexName = /\bacct=((?:[0-9A-F]{2}){1,128})(?=\s|$)/;
const nobody = /^\(?(?:unknown|invalid|none)/i;

/** Is it a line of auditd: `type=USER_LOGIN msg=audit(…): … res=failed`? */
export function isAuditLine(text: string): boolean {
  return head.test(text);
}

/** A sign-in in auditd's own log, also as its dispatcher hands it to syslog. */
export function readAuditLine(line: TextRecord, context: ReadContext): Reading {
  const found = head.exec(line.line)?.groups ?? {};
  const type = found.type ?? '';
  const { pairs } = line;
  const values = insideQuotes(line.line, pairs);
  const succeeded = /^(?:success|yes|1)$/.test(values.res ?? '');
  const isUnknownName = type === 'USER_ERR' && values.op === 'PAM:bad_ident' && !succeeded;
  if (!isUnknownName && !signInTypes.has(type)) return skipped(type);
  if (type === 'USER_ACCT' && succeeded) return skipped(type);
  const account = nameOf(line.line, values.acct);
  const host = line.envelope.host ?? pairs.node;
  return signIn(
    {
      system: 'linux',
      record: line.line,
      time: found.time,
      timeField: 'msg=audit(…)',
      code: succeeded ? '0' : codeOf(type, account),
      codeSystem: 'pam',
      outcome: succeeded ? 'success' : 'failure',
      reason: values.op,
      user: account === '?' || (account !== null && nobody.test(account)) ? null : account,
      app: values.exe?.replace(/^.*\//, ''),
      resource: host,
      ip: values.addr === '?' ? values.hostname : values.addr,
      correlationId: pairs.pid === undefined ? null : `${host ?? ''} audit ${pairs.pid}`,
      requestId: found.serial,
    },
    context,
  );
}

const nested = /\bmsg='([^']{0,4000})'?/;

/** The facts of a program's own message stand in quotes within the line. */
function insideQuotes(text: string, outer: Readonly<Record<string, string>>) {
  const inner = nested.exec(text)?.[1];
  if (inner === undefined) return outer;
  const values: Record<string, string> = Object.create(null);
  for (const match of inner.matchAll(/([a-z]{2,16})=(?:"([^"]{0,512})"|(\S{0,512}))/g)) {
    values[match[1] ?? ''] ??= match[2] ?? match[3] ?? '';
  }
  return values;
}

/** A name with odd characters in it is written as hexadecimal, without quotes. */
function nameOf(text: string, quoted: string | undefined): string | null {
  const hex = hexName.exec(text)?.[1];
  if (hex === undefined) return quoted ?? null;
  return Buffer.from(hex, 'hex').toString('utf8');
}

function codeOf(type: string, account: string | null): string {
  if (type === 'USER_ACCT') return '6';
  if (type === 'USER_ERR') return '10';
  return account !== null && nobody.test(account) ? '10' : '7';
}
