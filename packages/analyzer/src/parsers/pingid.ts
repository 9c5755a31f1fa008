import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * PingID's and PingOne for Enterprise's audit events, as their poll API and subscriptions write them: one result with a
 * message for each action.
 * https://docs.pingidentity.com/pingoneforenterprise/p14e_audit_api.html
 */
export const pingid: SystemParser = {
  system: 'pingid',
  json: {
    claims(record) {
      if (typeof record.recorded !== 'string' || !isObject(record.action)) return false;
      return Array.isArray(record.actors) || record.source === 'PINGID';
    },

    read(record, context) {
      const type = name(objectIn(record.action).type)?.toUpperCase() ?? '';
      const result = objectIn(record.result);
      const status = name(result.status)?.toUpperCase() ?? '';
      const outcome = outcomes[status];
      if (!signInActions.has(type) || outcome === undefined) return skipped(type || null);
      const [actor] = listIn(record.actors).filter(isObject);
      const [resource] = listIn(record.resources).filter(isObject);
      const client = objectIn(record.client);
      const message = text(result.message, lengths.reason);
      return signIn(
        {
          system: 'pingid',
          id: record.id,
          record,
          time: record.recorded,
          timeField: 'recorded',
          code: codes[outcome] ?? status,
          outcome,
          reason: message,
          user: actor?.name ?? actor?.id,
          userId: actor?.id,
          app: client.name ?? (record.source === 'PINGID' ? resource?.name : null),
          appId: client.id,
          ip: resource?.ipaddress ?? client.ipaddress ?? resource?.ipAddress,
          device: resource?.device,
          interactive: true,
          evidence: type,
          signals: /push|swipe|biometric|fingerprint/i.test(message ?? '') ? ['push'] : [],
        },
        context,
      );
    },
  },
};

const signInActions = new Set(['AUTHENTICATION', 'AUTHENTICATE', 'SSO', 'LOGIN', 'SIGN_ON']);
const outcomes: Readonly<Record<string, Outcome>> = {
  SUCCESS: 'success',
  COMPLETED: 'success',
  APPROVED: 'success',
  FAIL: 'failure',
  FAILED: 'failure',
  FAILURE: 'failure',
  DENIED: 'failure',
  UNSUCCESSFUL_ATTEMPT: 'failure',
};
const codes: Partial<Record<Outcome, string>> = { success: 'SUCCESS', failure: 'FAIL' };
