import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `(12) Login incorrect (mschap: …): [ana/<via Auth-Type = eap>] (from client wifi port 0 cli 02-00-00-00-00-01)`. */
const authLine =
  /(?:^|\s|:)(?:\(\d{1,12}\) )?(?<what>Login OK|Login incorrect|Invalid user)(?: \((?<why>.{1,400}?)\))?: \[(?<name>.{0,300}?)\](?: \(from client (?<client>\S{1,128})(?: port (?<port>\d{1,10}))?(?: cli (?<station>[^\s)]{1,64}))?(?<tunnel>[^)]{0,64})\))?/;
const unknownClient = /Ignoring request to .{1,128}? from unknown client (?<ip>[0-9A-Fa-f.:]{2,45})/;
const ownTime = /^(?:[A-Z][a-z]{2} )([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}) : /;
/** A record of `detail`: a date, then an indented attribute a line. */
const detail = /^[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4}\s{1,3}[\w-]{2,64} = /;
const program = /^(?:radiusd|freeradius)$/;

/**
 * RADIUS servers: FreeRADIUS's radius.log and its detail files, and `Packet-Type=…` lines of others.
 * https://www.freeradius.org/documentation/freeradius-server/
 */
export const radius: SystemParser = {
  system: 'radius',
  text: {
    claims: (line) =>
      program.test(line.program ?? '') ||
      authLine.test(line.line) ||
      unknownClient.test(line.line) ||
      detail.test(line.line) ||
      packetLine.test(line.line),

    read(line, context) {
      const values = authLine.exec(line.line)?.groups;
      if (values !== undefined) return readAuth(values, line, context);
      const ip = unknownClient.exec(line.line)?.groups?.ip;
      if (ip !== undefined)
        return found(line, context, { code: 'Ignoring request from unknown client', outcome: 'failure', ip });
      if (detail.test(line.line) || packetLine.test(line.line)) return readPacket(line, context);
      return skipped('radiusd message');
    },
  },
};

const packetLine = /\bPacket-Type\s?=\s?"?Access-(?:Accept|Reject|Challenge)\b/;

/** What the server says in brackets, where it is more than the refusal. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/MS-CHAP2?-Response is incorrect/i, 'mschap: MS-CHAP2-Response is incorrect'],
  [/User-Name contains whitespace/i, 'Rejected: User-Name contains whitespace'],
  [/previously rejected/i, 'The users session was previously rejected'],
  [/No Auth-Type found/i, 'No Auth-Type found: rejecting the user'],
  [/does not match "?known good"? password/i, 'Cleartext password does not match "known good" password'],
  [/No NT-Password|No NT\/LM-Password/i, 'FAILED: No NT-Password. Cannot perform authentication'],
  [
    /Invalid Message-Authenticator|Shared secret is incorrect/i,
    'Invalid Message-Authenticator! (Shared secret is incorrect.)',
  ],
];

function readAuth(
  values: Readonly<Record<string, string | undefined>>,
  line: TextRecord,
  context: ReadContext,
): Reading {
  const succeeded = values.what === 'Login OK';
  const why = values.why ?? '';
  const cause = causes.find(([pattern]) => pattern.test(why))?.[1];
  return found(line, context, {
    code: succeeded ? 'Login OK' : (cause ?? 'Login incorrect'),
    outcome: succeeded ? 'success' : 'failure',
    carrier: cause === undefined || succeeded ? null : 'Login incorrect',
    why,
    user: userIn(values.name ?? ''),
    ip: values.station,
    app: values.client,
    device: values.station,
  });
}

/** After a slash stand the password, if the server is set to log it, or how it was checked; a computer is `host/name`. */
function userIn(name: string): string {
  return /^host\//i.test(name)
    ? name.replace(/^(host\/[^/]{0,256}).*$/i, '$1')
    : (name.split('/', 1)[0] ?? name);
}

function readPacket(line: TextRecord, context: ReadContext): Reading {
  const { pairs } = line;
  const type = pairs['Packet-Type'] ?? '';
  const outcome = packetOutcomes[type];
  if (outcome === undefined) return skipped(type || (pairs['Acct-Status-Type'] ? 'Accounting' : 'packet'));
  return found(line, context, {
    code: type,
    outcome,
    why: pairs['Reply-Message'] ?? pairs['Module-Failure-Message'],
    user: pairs['User-Name'],
    ip: pairs['Framed-IP-Address'] ?? pairs['Calling-Station-Id'],
    app: pairs['NAS-Identifier'] ?? pairs['NAS-IP-Address'],
    device: pairs['Calling-Station-Id'],
    correlationId: pairs['Acct-Session-Id'],
  });
}

const packetOutcomes: Readonly<Record<string, Outcome>> = {
  'Access-Accept': 'success',
  'Access-Reject': 'failure',
  'Access-Challenge': 'interrupt',
};

interface Found {
  code: string;
  outcome: Outcome;
  carrier?: string | null;
  why?: string | undefined;
  user?: string | undefined;
  ip?: string | undefined;
  app?: string | undefined;
  device?: string | undefined;
  correlationId?: string | undefined;
}

function found(line: TextRecord, context: ReadContext, values: Found): Reading {
  const { why, ...rest } = values;
  return signIn(
    {
      system: 'radius',
      record: line.line,
      time: ownTime.exec(line.line)?.[1] ?? detailTime.exec(line.line)?.[1],
      timeField: 'the line',
      reason: why,
      resource: line.envelope.host,
      ...rest,
    },
    context,
  );
}

const detailTime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \d{4})\b/;
