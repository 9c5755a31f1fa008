import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 52e, v3839`. */
const refusal = /\bAcceptSecurityContext error,? data (?<code>[0-9a-f]{2,8})\b/i;
const user =
  /\b(?:user(?:name)?|account|login|principal|bind(?:ing)? as|for(?! (?:user|account)\b))[=: ]{1,3}["'[]?(?<user>[A-Za-z0-9_.@\\$-]{2,128}(?:=[^"'\]:;]{1,256}?(?=["'\]:;]| (?:failed|from|on)\b|$))?)/i;
const ip = /\b(?:from|ip|client|remote|addr(?:ess)?)[=: ]{1,3}["'[]?(?<ip>\d{1,3}(?:\.\d{1,3}){3})\b/i;

/**
 * Lines of any program with Active Directory's answer to an LDAP sign-in in it, whose number says why.
 * https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes
 */
export const ldap: SystemParser = {
  system: 'ldap',
  isGeneric: true,
  text: {
    claims: ({ line }) => refusal.test(line),

    read(line, context) {
      const match = refusal.exec(line.line);
      if (match === null) return skipped('line');
      return signIn(
        {
          system: 'ldap',
          record: line.line,
          time: undefined,
          timeField: 'the line',
          code: (match.groups?.code ?? '').toLowerCase(),
          codeSystem: 'active-directory',
          outcome: 'failure',
          carrier: '49',
          reason: match[0],
          user: user.exec(line.line)?.groups?.user,
          app: line.program,
          ip: ip.exec(line.line)?.groups?.ip,
          evidence: line.message,
        },
        context,
      );
    },
  },
};
