import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** LEEF, also where a relay cut the word off, with tabs as `#011`. */
const leefLine = /(?:^|\s|LEEF:)[12]\.0\|WatchGuard\|/;
const messageIdPair = /\bmsg_id="(?<id>[0-9A-F]{4}-[0-9A-F]{4})"/;

/**
 * WatchGuard Firebox: syslog and LEEF. Messages:
 * https://www.watchguard.com/help/docs/fireware/12/en-US/log_catalog/12_Log-Catalog.html
 */
export const watchguard: SystemParser = {
  system: 'watchguard',
  text: {
    claims: ({ line }) => leefLine.test(line) || messageIdPair.test(line),

    read(line, context) {
      const text = line.line.replaceAll('#011', '\t');
      const head = /\b[12]\.0\|WatchGuard\|[^|]{0,64}\|[^|]{0,64}\|(?<id>[^|]{1,64})\|/.exec(text)?.groups;
      const said = (/\bmsg=(?<msg>[^\t]{1,2000})/.exec(text)?.groups?.msg ?? line.message).replace(
        /^"|"$/g,
        '',
      );
      const found = matchRule(rules, said);
      if (found === null) return skipped(head?.id ?? messageIdPair.exec(text)?.groups?.id ?? 'message');
      const { user, ip, why, app } = found.values;
      return signIn(
        {
          system: 'watchguard',
          record: line.line,
          time: /\bdevTime=([^\t]{1,40})/.exec(text)?.[1],
          timeField: 'devTime',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? said,
          user: user?.startsWith('<') ? null : user,
          app,
          resource: /\bhost_name=([^\t]{1,128})/.exec(text)?.[1] ?? line.envelope.host,
          ip,
          evidence: said,
        },
        context,
      );
    },
  },
};

const app = '(?<app>[A-Za-z0-9 /-]{1,40}?)';
/** `[ana@contoso.example@radius]`: the last part is the server that was asked. */
const bracketed = '\\[(?<user>[^\\]]{1,256}?)(?:@[^@\\]]{1,64})?\\]';
const ip = '(?<ip>[0-9A-Fa-f.:]{2,45})';

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern) };
}

const rules: readonly LineRule[] = [
  rule(
    'authentication-accepted',
    'success',
    `Authentication of ${app} user ${bracketed} from ${ip} was accepted`,
  ),
  rule(
    'authentication-rejected',
    'failure',
    `Authentication of ${app} user ${bracketed} from ${ip} was rejected,? ?(?<why>.{0,300})`,
  ),
  rule(
    'login-rejected',
    'failure',
    `${app} [Uu]ser (?<user><[^>]{1,64}>|[^\\s@]{1,200}(?:@[^\\s@]{1,200}(?=@))?)(?:@\\S{1,64})? from ${ip} log ?in attempt was rejected(?: - (?<why>.{0,300}?)\\.?)?$`,
  ),
  rule(
    'login-accepted',
    'success',
    `${app} [Uu]ser (?<user>[^\\s@]{1,200}(?:@[^\\s@]{1,200}(?=@))?)(?:@\\S{1,64})? from ${ip} (?:logged in|log in)`,
  ),
  rule(
    'account-locked',
    'failure',
    'user account (?<user>[^\\s@]{1,200}).{0,64} (?:was|is) (?:temporarily |permanently )?locked',
  ),
];
