import type { Outcome } from '@turnaway/contracts/taxonomy';
import { lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * The log of Symantec VIP Enterprise Gateway's validation servers:
 * `INFO "time" address server:port … "text=Authentication Success for user [ana]. StatusCode: 0, StatusMessage: …" …`.
 * https://techdocs.broadcom.com/us/en/symantec-security-software/identity-security/vip.html
 */
export const symantecVip: SystemParser = {
  system: 'symantec-vip',
  text: {
    claims({ line }) {
      return gatewayLine.test(line);
    },

    read(line, context) {
      const [, time, address, server, said = ''] = gatewayLine.exec(line.line) ?? [];
      const [, result, user] = decision.exec(said) ?? [];
      const outcome = result === undefined ? undefined : outcomes[result.toLowerCase()];
      if (outcome === undefined) return skipped('gateway log');
      const message = text(statusMessage.exec(said)?.[1], lengths.reason);
      return signIn(
        {
          system: 'symantec-vip',
          record: line.line,
          time,
          timeField: 'time',
          code: statusCode.exec(said)?.[1] ?? `Authentication ${result}`,
          outcome,
          carrier: `Authentication ${result}`,
          reason: message ?? said,
          user,
          app: name(server)?.replace(/:\d{1,5}$/, ''),
          ip: address === '0.0.0.0' ? null : address,
          interactive: true,
          signals: /push/i.test(message ?? '') ? ['push'] : ['one-time-code'],
        },
        context,
      );
    },
  },
};

const gatewayLine =
  /\b(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL) "(\d{4}-\d\d-\d\d [^"]{8,40})" ([0-9a-fA-F:.]{2,45}) (\S{1,100}) (?:\S{1,40} ){1,6}"(?:[^"]{0,200}&)?text=([^"]{0,4096})"/;
const decision =
  /\bAuthentication (Success|Succeeded|Failed|Failure|Rejected|Denied)\b[^[]{0,100}(?:\[([^\]]{1,200})\])?/i;
const statusCode = /\bStatusCode: ?([0-9A-Fa-fx]{1,10})/;
const statusMessage = /\bStatusMessage: ?([^&"]{1,1000})/;
const outcomes: Readonly<Record<string, Outcome>> = {
  success: 'success',
  succeeded: 'success',
  failed: 'failure',
  failure: 'failure',
  rejected: 'failure',
  denied: 'failure',
};
