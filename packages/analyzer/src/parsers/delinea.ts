import type { Outcome } from '@turnaway/contracts/taxonomy';
import { name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Delinea Secret Server, formerly Thycotic: its event log in CEF.
 * https://docs.delinea.com/online-help/secret-server/start.htm
 */
export const delinea: SystemParser = {
  system: 'delinea',
  text: {
    claims({ vendorEvent }) {
      return vendorEvent !== null && vendors.test(vendorEvent.vendor);
    },

    read(line, context) {
      const event = line.vendorEvent;
      const kind = (event?.name ?? event?.eventId ?? '').replace('–', '-').toUpperCase();
      const outcome = outcomes[kind];
      if (event === null || outcome === undefined) return skipped(kind);
      const { fields } = event;
      const details = detailsIn.exec(fields.msg ?? '')?.[1];
      return signIn(
        {
          system: 'delinea',
          record: line.line,
          time: fields.rt,
          timeField: 'rt',
          code: kind,
          outcome,
          reason: name(details) ?? fields.msg,
          user: fields.suser ?? fields.duser ?? itemIn.exec(fields.msg ?? '')?.[1],
          userId: fields.suid ?? fields.duid,
          app: event.product,
          ip: fields.src,
        },
        context,
      );
    },
  },
};

const vendors = /^(?:thycotic|delinea|centrify)/i;
const detailsIn = /Details: {0,4}(.{1,500})$/;
const itemIn = /Item Name: (\S{1,200})/i;

const outcomes: Readonly<Record<string, Outcome>> = {
  'USER - LOGIN': 'success',
  'USER - LOGINFAILURE': 'failure',
  'USER - LOCKOUT': 'failure',
};
