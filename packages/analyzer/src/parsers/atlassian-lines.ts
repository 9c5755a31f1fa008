import type { TextRecord } from '../frame/text-record.js';
import { name, objectIn } from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import type { ReadContext, Reading, Shape } from './parser.js';
import { signIn } from './sign-in.js';

export const successCode = 'authenticationsuccess';
export const failureCode = 'authenticationfailure';

/** Jira's and Confluence's security log, and the audit log of older versions of Bitbucket. */
export const atlassianLines: Shape<TextRecord> = {
  claims({ line }) {
    return securityLog.test(line) || deniedLog.test(line) || oldAuditLog.test(line);
  },

  read(line, context) {
    return readSecurityLog(line, context) ?? readDenied(line, context) ?? readOldAudit(line, context);
  },
};

/** `… 495x100x1 5g1zqv 192.0.2.10 /login.jsp The user 'ana' has FAILED authentication.  Failure count equals 1` */
const securityLog = /The user '([^']{1,200})' has (FAILED|PASSED) authentication/;
const deniedLog = /login : '([^']{1,200})' tried to login but they do not have/;

/** The address stands before the path; a chain of proxies is written with commas, the person's own first. */
function addressBefore(line: string, end: number): string | null {
  for (const word of line.slice(0, end).split(/\s+/, wordsMax).reverse()) {
    const address = ipIn(word.split(',')[0]);
    if (address !== null) return address;
  }
  return null;
}

const wordsMax = 64;

function readSecurityLog(line: TextRecord, context: ReadContext): Reading | null {
  const match = securityLog.exec(line.line);
  if (match === null) return null;
  const failed = match[2] === 'FAILED';
  return signIn(
    {
      system: 'atlassian',
      record: line.line,
      time: line.syslog.time,
      timeField: 'time',
      code: failed ? failureCode : successCode,
      outcome: failed ? 'failure' : 'success',
      reason: line.line.slice(match.index),
      user: match[1],
      ip: addressBefore(line.line, match.index),
    },
    context,
  );
}

function readDenied(line: TextRecord, context: ReadContext): Reading | null {
  const match = deniedLog.exec(line.line);
  if (match === null) return null;
  return signIn(
    {
      system: 'atlassian',
      record: line.line,
      time: line.syslog.time,
      timeField: 'time',
      code: 'no-use-permission',
      outcome: 'failure',
      reason: line.line.slice(match.index),
      user: match[1],
      ip: addressBefore(line.line, match.index),
    },
    context,
  );
}

/** `192.0.2.10 | AuthenticationFailureEvent | admin | 1772352930000 | admin | {"authentication-method":…} | …` */
const oldAuditLog =
  /(?:^|[\s,])(\S{2,60}) \| Authentication(Success|Failure)Event \| ([^|]{1,200}) \| (\d{13}) \| ([^|]{0,200}) \| (\{[^|]{0,2000}\}|[^|]{0,200})/;

function readOldAudit(line: TextRecord, context: ReadContext): Reading {
  const [, ip, kind, author, time, target, details] = oldAuditLog.exec(line.line) ?? [];
  const failed = kind === 'Failure';
  const said = objectIn(details?.trim());
  return signIn(
    {
      system: 'atlassian',
      record: line.line,
      time,
      timeField: 'date',
      code: failed ? failureCode : successCode,
      outcome: failed ? 'failure' : 'success',
      reason: said.error ?? details,
      user: failed ? (name(target) ?? author) : author,
      ip: ip?.split(',')[0],
      evidence: name(said['authentication-method']),
    },
    context,
  );
}
