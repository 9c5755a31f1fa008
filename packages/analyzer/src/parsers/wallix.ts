import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const tagged =
  /\[(?:wabauth|wabaudit|wabengine|sessionintegrity|rdpproxy|sshproxy|SSH Session|RDP Session|VNC Session|TELNET Session|RLOGIN Session|RAWTCPIP Session)\]/;
const action = /(?:^|\s)action="(?<action>[a-z]{2,32})" .{0,300}\bclient_ip="/;

/**
 * WALLIX Bastion: its authentication log; the audit of its console and of connections to targets is skipped.
 * https://doc.wallix.com/bastion
 */
export const wallix: SystemParser = {
  system: 'wallix',
  text: {
    claims: ({ line }) => tagged.test(line) || (action.test(line) && line.includes(' user="')),

    read(line, context) {
      const { pairs } = line;
      const status = pairs.status?.toLowerCase();
      const isSignIn = pairs.action === 'authentify' && status !== undefined;
      if (!isSignIn) return skipped(pairs.action ?? pairs.type ?? 'message');
      const succeeded = status === 'success';
      return signIn(
        {
          system: 'wallix',
          record: line.line,
          time: undefined,
          timeField: 'the header',
          code: succeeded ? 'authentify-success' : 'authentify-failure',
          outcome: succeeded ? 'success' : 'failure',
          reason: /diagnostic \[(.{1,300}?)\]?"?$/.exec(line.line)?.[1] ?? pairs.infos,
          user: pairs.user,
          app: 'WALLIX Bastion',
          resource: line.envelope.host,
          ip: pairs.client_ip,
        },
        context,
      );
    },
  },
};
