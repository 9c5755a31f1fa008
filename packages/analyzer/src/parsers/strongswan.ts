import { type LineRule, matchRule } from './line-rules.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `07[IKE] <staff|12> EAP method …`; charon-systemd leaves the thread and the part out. */
const head = /^(?:\d{2}\[(?<part>[A-Z]{2,4})\] )?(?:<(?<connection>[^>|]{0,64})\|(?<number>\d{1,10})> )?/;
const bare = /^\d{2}\[[A-Z]{2,4}\] /;
const program = /^(?:charon(?:-systemd|-nm|-cmd)?|ipsec|strongswan|swanctl)$/;

/**
 * strongSwan's daemon charon: who proved their name to the VPN, and why not. Steps of the exchange are skipped.
 * https://docs.strongswan.org/docs/latest/config/logging.html
 */
export const strongswan: SystemParser = {
  system: 'strongswan',
  text: {
    claims: (line) => program.test(line.program ?? '') || bare.test(line.message),

    read(line, context) {
      const parts = head.exec(line.message);
      const { part, connection, number } = parts?.groups ?? {};
      const sentence = line.message.slice(parts?.[0].length ?? 0);
      const found = matchRule(rules, sentence);
      if (found === null) return skipped(part === undefined ? 'message' : `${part} message`);
      const { user, ip, why } = found.values;
      return signIn(
        {
          system: 'strongswan',
          record: line.line,
          time: undefined,
          timeField: 'the header',
          code: found.rule.code,
          outcome: found.rule.outcome,
          reason: why ?? sentence,
          user,
          app: connection,
          resource: line.envelope.host,
          ip: ip ?? user,
          correlationId: number,
        },
        context,
      );
    },
  },
};

function rule(code: string, outcome: LineRule['outcome'], pattern: string): LineRule {
  return { code, outcome, pattern: new RegExp(pattern) };
}

const peer = "'(?<user>[^']{1,256})'";

const rules: readonly LineRule[] = [
  rule('authenticated', 'success', `^(?:XAuth )?authentication of ${peer} (?:with .{1,80} )?successful$`),
  rule('xauth-failed', 'failure', `^XAuth authentication of ${peer} failed`),
  rule('eap-failed', 'failure', '^EAP method (?<why>EAP_\\w{2,24}) failed for peer (?<user>.{1,256})$'),
  rule(
    'psk-mismatch',
    'failure',
    `^tried \\d{1,4} shared keys? for '[^']{0,256}' - ${peer}, but (?<why>MAC mismatched)`,
  ),
  rule('no-shared-key', 'failure', `^no shared key found for '[^']{0,256}'(?:\\[[^\\]]{0,64}\\])? - ${peer}`),
  rule('certificate-not-trusted', 'failure', `^no trusted (?:\\w{2,12} )?public key found for ${peer}`),
  rule('certificate-revoked', 'failure', '^certificate was revoked on (?<why>.{1,100})'),
  rule('certificate-expired', 'failure', '^subject certificate invalid \\((?<why>.{1,200})\\)'),
  rule('no-connection', 'failure', '^no (?:matching )?peer config found'),
  rule('refused-by-peer', 'failure', '^received (?<why>AUTHENTICATION_FAILED) (?:notify )?error'),
  rule('eap-refused', 'failure', '^received EAP_FAILURE, EAP authentication failed'),
  rule(
    'no-proposal',
    'failure',
    '^(?:received (?<why>NO_PROPOSAL_CHOSEN) (?:notify )?error|received proposals unacceptable)',
  ),
];
