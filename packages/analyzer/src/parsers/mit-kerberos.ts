import { lookup } from '@turnaway/catalog';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `AS_REQ (4 etypes {18 17 16 23}) 192.0.2.1: PREAUTH_FAILED: ana@EXAMPLE.COM for krbtgt/…, Decrypt integrity …`. */
const request =
  /\b(?<kind>AS|TGS)_REQ \((?:\d{1,3} etypes \{[^}]{0,256}\}|[^)]{0,256})\) (?<ip>[0-9A-Fa-f.:]{2,45})(?:\(\d{1,5}\))?: (?<status>[A-Z_]{2,32}(?: [A-Z_]{2,32}){0,3}): (?:authtime \d{1,12}, +(?:etypes \{[^}]{0,128}\}, )?)?(?<client>[^\s,]{1,256}) for (?<server>[^\s,]{1,256})(?:, (?<why>.{1,300}))?/;

/**
 * The log of MIT Kerberos' key distribution center. A request for the first ticket is the sign-in; tickets for services
 * follow from it. https://web.mit.edu/kerberos/krb5-latest/doc/admin/conf_files/kdc_conf.html
 */
export const mitKerberos: SystemParser = {
  system: 'mit-kerberos',
  text: {
    claims: ({ line, program }) =>
      /\bkrb5kdc(?:\[\d{1,10}\])?\(\w{1,16}\): /.test(line) || program === 'krb5kdc',

    read(line, context) {
      const found = request.exec(line.line)?.groups;
      if (found === undefined) return skipped('message');
      const { kind, ip, status = '', client, server, why } = found;
      if (kind !== 'AS') return skipped(`${kind}_REQ`);
      const issued = status === 'ISSUE';
      const code = issued ? '0x0' : (errors[status.replaceAll(' ', '_')] ?? status);
      const known = lookup({ system: 'kerberos', code, variant: null })?.outcome;
      return signIn(
        {
          system: 'mit-kerberos',
          record: line.line,
          time: undefined,
          timeField: 'the header',
          code,
          codeSystem: 'kerberos',
          outcome: issued ? 'success' : (known ?? 'failure'),
          reason: why ?? status,
          user: client,
          app: server,
          ip,
          resource: line.envelope.host,
        },
        context,
      );
    },
  },
};

/** The center's words for the errors of RFC 4120 §7.5.9. */
const errors: Readonly<Record<string, string>> = {
  CLIENT_EXPIRED: '0x1',
  SERVICE_EXPIRED: '0x2',
  CLIENT_NOT_FOUND: '0x6',
  SERVER_NOT_FOUND: '0x7',
  LOOKING_UP_SERVER: '0x7',
  BAD_ENCRYPTION_TYPE: '0xE',
  CLIENT_LOCKED_OUT: '0x12',
  LOCKED_OUT: '0x12',
  CLIENT_KEY_EXPIRED: '0x17',
  REQUIRED_PWCHANGE: '0x17',
  PREAUTH_FAILED: '0x18',
  NEEDED_PREAUTH: '0x19',
};
