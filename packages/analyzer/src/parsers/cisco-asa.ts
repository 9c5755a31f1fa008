import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const head = /%(?:ASA|FTD|PIX|FWSM)-(?:[a-z]{0,16}-)?[0-7]-(?<number>\d{6})\b:?\s{0,4}/;

/**
 * Syslog of Cisco's firewalls (ASA, Secure Firewall FTD, PIX), with any header or none, and as CEF. Numbers:
 * https://www.cisco.com/c/en/us/td/docs/security/asa/syslog/b_syslog.html
 */
export const ciscoAsa: SystemParser = {
  system: 'cisco-asa',
  text: {
    claims(line) {
      return head.test(line.line) || isVendorEvent(line);
    },

    read(line, context) {
      const match = head.exec(line.line);
      const event = match === null ? line.vendorEvent : null;
      const number = match?.groups?.number ?? event?.eventId ?? '';
      const outcome = signInMessages[number];
      if (outcome === undefined) return skipped(number);
      const message =
        match === null
          ? (event?.fields.msg ?? event?.name ?? '')
          : line.line.slice(match.index + match[0].length);
      return readMessage(line, context, number, outcome, message);
    },
  },
};

function isVendorEvent({ line, vendorEvent }: TextRecord): boolean {
  if (!line.includes('CEF:') || vendorEvent === null) return false;
  return vendorEvent.vendor === 'Cisco' && /^(?:ASA|PIX|FTD|Firepower)/i.test(vendorEvent.product);
}

/** The numbers that tell of a sign-in to the firewall, its VPN, or through it; all others are traffic and the like. */
const signInMessages: Readonly<Record<string, Outcome>> = {
  ...outcomes(
    'success',
    '109005 113004 113008 113009 113012 113039 605005 611101 716001 716003 716038 734001',
  ),
  ...outcomes(
    'failure',
    '109006 109031 109033 113005 113006 113013 113014 113015 113016 113017 113021 113029 113035 113037 113038 113040 308001 605004 611102 713167 713198 716023 716039 716040 716057 716162 751011',
  ),
};

function outcomes(outcome: Outcome, numbers: string): Record<string, Outcome> {
  return Object.fromEntries(numbers.split(' ').map((number) => [number, outcome]));
}

/** `Group <vpn> User <ana> IP <192.0.2.1>`, also without the angle brackets. */
const angled = /\bGroup <(?<group>[^>]{0,128})> User <(?<user>[^>]{0,256})>(?: IP <(?<ip>[^>]{0,64})>)?/i;
const bare = /\bGroup (?<group>\S{1,128}) User (?<user>\S{1,256}) IP (?<ip>[0-9A-Fa-f.:]{2,45})/i;
/** `group = vpn user = ana`, `: user = ana : user IP = 192.0.2.1`, `User = ana`. */
const userPair = /\buser(?:name\s{0,2}:|(?:name)?\s{0,2}=)\s{0,2}(?<user>[^:,\s]{1,256})/i;
const userWords =
  /\b(?:for user |User |user )['"](?<user>[^'"]{0,256})['"]|\bUname: (?<user2>\S{1,256})|\bDAP: User (?<user3>[^,]{1,256}),|\bfor (?:admin )?user (?<user4>[^\s,:]{1,256})/;
const groupPair = /\b(?:tunnel-)?group\s{0,2}=\s{0,2}(?<group>[^:,\s]{1,128})/i;
const ipPair =
  /\b(?:user IP|IP(?: address)?|Addr|[Rr]emote)\s{0,2}[=: ]\s{0,2}(?<ip>[0-9A-Fa-f.:]{2,45})|\bfrom (?<ip2>[0-9A-Fa-f.:]{2,45})(?:\/\d{1,5})?\b|\bfrom IP (?<ip3>[0-9A-Fa-f.:]{2,45})/;
const whyPair = /\breason\s{0,2}[=:]\s{0,2}(?<why>[^:]{1,200})/i;

function readMessage(
  line: TextRecord,
  context: ReadContext,
  number: string,
  outcome: Outcome,
  message: string,
): Reading {
  const group = (angled.exec(message) ?? bare.exec(message))?.groups;
  const words = userWords.exec(message)?.groups;
  const address = ipPair.exec(message)?.groups;
  return signIn(
    {
      system: 'cisco-asa',
      record: line.line,
      time: undefined,
      timeField: 'the header',
      code: number,
      outcome,
      reason: whyPair.exec(message)?.groups?.why ?? message,
      user:
        group?.user ??
        userPair.exec(message)?.groups?.user ??
        words?.user ??
        words?.user2 ??
        words?.user3 ??
        words?.user4,
      app: group?.group ?? groupPair.exec(message)?.groups?.group,
      resource: line.envelope.host,
      ip: group?.ip ?? address?.ip ?? address?.ip2 ?? address?.ip3,
      evidence: message,
    },
    context,
  );
}
