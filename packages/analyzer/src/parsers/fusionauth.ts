import type { Outcome } from '@turnaway/contracts/taxonomy';
import { lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * FusionAuth's events, as its webhooks send them and its event log keeps them.
 * https://fusionauth.io/docs/extend/events-and-webhooks/events/
 */
export const fusionauth: SystemParser = {
  system: 'fusionauth',
  json: {
    claims(record) {
      if (typeof record.type !== 'string' || !record.type.includes('.')) return false;
      return 'createInstant' in record && ('tenantId' in record || 'applicationId' in record);
    },

    read(record, context) {
      const type = text(record.type, lengths.code) ?? '';
      const outcome = outcomes.get(type);
      if (outcome === undefined) return skipped(type);
      const user = objectIn(record.user);
      const info = objectIn(record.info);
      const place = objectIn(info.location);
      const reason = objectIn(record.reason);
      const reasonCode = name(reason.code);
      const method = name(record.authenticationType);
      return signIn(
        {
          system: 'fusionauth',
          id: record.id,
          record,
          time: record.createInstant,
          timeField: 'createInstant',
          code: (outcome === 'failure' ? reasonCode : null) ?? type,
          outcome,
          carrier: type,
          reason: text(reason.message ?? reason.lambdaResult, lengths.reason) ?? reasonCode ?? method,
          user: name(user.email) ?? name(user.username) ?? name(record.loginId) ?? user.phoneNumber,
          userId: user.id ?? record.userId,
          app: record.applicationId,
          ip: record.ipAddress ?? info.ipAddress,
          country: place.country,
          city: place.city,
          client: info.userAgent,
          device: info.deviceName ?? info.deviceType,
          interactive: method !== 'PING' && type !== 'jwt.refresh',
          evidence: method,
        },
        context,
      );
    },
  },
};

/** A new or suspicious sign-in comes beside `user.login.success` and is none of its own. */
const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ['user.login.success', 'success'],
  ['user.login.failed', 'failure'],
  ['user.password.breach', 'conditional'],
  ['jwt.refresh', 'success'],
]);
