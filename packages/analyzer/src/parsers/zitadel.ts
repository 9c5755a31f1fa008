import { Buffer } from 'node:buffer';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * ZITADEL's events, as Actions (version 2) send them and the administration API lists them.
 * https://zitadel.com/docs/guides/integrate/actions/testing-event
 */
export const zitadel: SystemParser = {
  system: 'zitadel',
  json: {
    claims(record) {
      if ('aggregateID' in record && 'event_type' in record && 'sequence' in record) return true;
      return isObject(record.aggregate) && typeof objectIn(record.type).type === 'string';
    },

    read(record, context) {
      const type = text(record.event_type ?? objectIn(record.type).type, lengths.code) ?? '';
      const outcome = outcomeOf(type);
      if (outcome === null) return skipped(type);
      const aggregate = objectIn(record.aggregate);
      const payload = payloadIn(record);
      const browser = objectIn(payload.browserInfo ?? payload.userAgent);
      const aggregateId = name(record.aggregateID ?? aggregate.id);
      const kind = name(record.aggregateType ?? objectIn(aggregate.type).type);
      return signIn(
        {
          system: 'zitadel',
          id: joined(':', name(record.instanceID), aggregateId, name(record.sequence)),
          record,
          time: record.created_at ?? record.creationDate,
          timeField: 'created_at',
          code: type,
          outcome,
          reason: text(payload.errorDescription ?? payload.error ?? payload.reason, lengths.reason) ?? type,
          user: name(payload.loginName) ?? name(payload.userName) ?? payload.email,
          userId: kind === 'user' ? aggregateId : (payload.userID ?? record.userID),
          app: payload.clientID ?? payload.applicationID,
          ip: browser.remoteIP ?? browser.remoteIp ?? browser.ip,
          client: name(browser.userAgent) ?? browser.description,
          interactive: !type.startsWith('user.machine'),
          correlationId: payload.id ?? payload.userAgentID,
        },
        context,
      );
    },
  },
};

/** The body of the event as base64 of JSON, or as it is. */
function payloadIn(record: JsonObject): JsonObject {
  const payload = record.event_payload ?? record.payload;
  if (typeof payload !== 'string' || payload.startsWith('{')) return objectIn(payload);
  return objectIn(Buffer.from(payload, 'base64').toString('utf8'));
}

/** `user.human.password.check.failed`, `user.human.mfa.otp.check.succeeded`, `user.machine.secret.check.failed`. */
const check = /^user\..{1,100}\.check\.(succeeded|failed)$/;
/** What says no more than a check of the person does is left out, so that a sign-in is not counted twice. */
const decided: ReadonlyMap<string, Outcome> = new Map([
  ['session.intent.checked', 'success'],
  ['session.webauthn.checked', 'success'],
  ['oidc_session.added', 'success'],
  ['saml_session.added', 'success'],
  ['user.locked', 'failure'],
  ['auth_request.failed', 'failure'],
  ['saml_request.failed', 'failure'],
  ['device.authorization.denied', 'failure'],
]);

function outcomeOf(type: string): Outcome | null {
  const result = check.exec(type)?.[1];
  if (result !== undefined) return result === 'succeeded' ? 'success' : 'failure';
  return decided.get(type) ?? null;
}
