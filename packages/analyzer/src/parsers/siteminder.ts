import type { Outcome } from '@turnaway/contracts/taxonomy';
import { lengths, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * The access log of SiteMinder's policy server (smaccess.log):
 * `AuthReject host [time] "address user" "agent method resource" [session] [reason] text [] []`.
 * https://techdocs.broadcom.com/us/en/symantec-security-software/identity-security/siteminder/12-8.html
 */
export const siteminder: SystemParser = {
  system: 'siteminder',
  text: {
    claims({ line }) {
      return access.test(line);
    },

    read(line, context) {
      const found = access.exec(line.line);
      if (found === null) return skipped('log line');
      const [whole, event = '', , time, who = '', request = ''] = found;
      const outcome = outcomes[event];
      if (outcome === undefined) return skipped(event);
      const rest = line.line.slice(found.index + whole.length);
      const [, number = '0', said] = reason.exec(rest) ?? [];
      const blank = who.indexOf(' ');
      const user = blank < 0 ? '' : who.slice(blank + 1).trim();
      const [agent = '', , resource] = request.split(' ');
      const reasonText = text(said, lengths.reason);
      return signIn(
        {
          system: 'siteminder',
          record: line.line,
          time,
          timeField: 'time',
          code: outcome === 'success' || number === '0' ? event : number,
          outcome,
          carrier: event,
          reason: reasonText ?? (number === '0' ? event : `Reason ${number}`),
          user: nameOf(user),
          userId: user.includes('=') ? user : null,
          app: event.startsWith('Admin') ? 'SiteMinder administration' : agent,
          resource: resource?.split('?')[0],
          ip: blank < 0 ? who : who.slice(0, blank),
          interactive: true,
        },
        context,
      );
    },
  },
};

const access =
  /(?:^|\s)((?:Auth(?:Accept|Reject|Attempt|Challenge|Logout)|Az(?:Accept|Reject)|Validate(?:Accept|Reject)|Admin(?:Login|Logout|Reject)|Visit)) (\S{1,255}) \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "([^"]{0,1024})" {1,2}"([^"]{0,16384})"/;
/** The session's limits or id, then the reason's number and the scheme's own words. */
const reason = /^ {0,2}\[[^\]]{0,1024}\] \[(\d{1,5})\] {0,2}([^[]{0,1000})/;
const directoryName = /^(?:uid|cn|samaccountname|mail|userprincipalname)=((?:[^,\\]|\\.){1,200})/i;

/** The first name of a directory's entry, `uid=ana,ou=People`; anything else as it is. */
function nameOf(user: string): string {
  return directoryName.exec(user)?.[1] ?? user;
}

/** Decisions about a resource (Az) and about a running session (Validate) are no sign-ins. */
const outcomes: Readonly<Record<string, Outcome>> = {
  AuthAccept: 'success',
  AuthReject: 'failure',
  AuthAttempt: 'failure',
  AuthChallenge: 'interrupt',
  AdminLogin: 'success',
  AdminReject: 'failure',
};
