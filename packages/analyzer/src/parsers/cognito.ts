import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, listIn, name, objectIn } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Amazon Cognito user pools: the export of user activity logs, `AdminListUserAuthEvents`, and the events that Lambda
 * triggers are called with. What CloudTrail has of Cognito is read there.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
 */
export const cognito: SystemParser = {
  system: 'cognito',
  json: {
    claims(record) {
      if (Array.isArray(record.AuthEvents)) return true;
      if ('triggerSource' in record && 'userPoolId' in record) return true;
      if ('EventResponse' in record && 'EventType' in record) return true;
      const said = messageIn(record);
      return 'eventType' in said && 'eventResponse' in said && ('userPoolId' in said || 'userSub' in said);
    },

    expand(record) {
      return Array.isArray(record.AuthEvents) ? record.AuthEvents.filter(isObject) : [record];
    },

    read(record, context) {
      if ('triggerSource' in record) return readTrigger(record, context);
      return readActivity('EventResponse' in record ? fromListing(record) : record, record, context);
    },
  },
};

/** The export wraps the activity in `message`. */
function messageIn(record: JsonObject): JsonObject {
  return 'logSourceId' in record ? objectIn(record.message) : record;
}

/** An entry of `AdminListUserAuthEvents` in the names of the export. */
function fromListing(entry: JsonObject): JsonObject {
  const risk = objectIn(entry.EventRisk);
  const place = objectIn(entry.EventContextData);
  return {
    eventId: entry.EventId,
    eventType: entry.EventType,
    eventResponse: entry.EventResponse,
    creationDate: entry.CreationDate,
    riskDecision: risk.RiskDecision,
    ipAddress: place.IpAddress,
    deviceName: place.DeviceName,
    city: place.City,
    country: place.Country,
    challenges: listIn(entry.ChallengeResponses)
      .filter(isObject)
      .map(({ ChallengeName, ChallengeResponse }) =>
        joined(':', name(ChallengeName), name(ChallengeResponse)),
      ),
  };
}

const outcomes: Readonly<Record<string, Outcome>> = {
  PASS: 'success',
  SUCCESS: 'success',
  FAIL: 'failure',
  INPROGRESS: 'interrupt',
};
const codes: Partial<Record<Outcome, string>> = {
  success: 'EventResponse=Pass',
  failure: 'EventResponse=Fail',
  interrupt: 'EventResponse=InProgress',
};

function readActivity(record: JsonObject, source: JsonObject, context: ReadContext): Reading {
  const said = messageIn(record);
  const type = name(said.eventType) ?? '';
  const outcome = outcomes[name(said.eventResponse)?.toUpperCase().replaceAll('_', '') ?? ''];
  if (!/^sign_?in$/i.test(type) || outcome === undefined) return skipped(type);
  const isBlocked = outcome === 'failure' && /^block$/i.test(name(said.riskDecision) ?? '');
  const challenges = joined(', ', ...listIn(said.challenges).map(name));
  return signIn(
    {
      system: 'cognito',
      id: said.eventId,
      record: source,
      time: said.creationDate ?? record.eventTimestamp,
      timeField: 'creationDate',
      code: isBlocked ? 'RiskDecision=Block' : (codes[outcome] ?? type),
      outcome,
      reason: joined(', ', challenges, name(said.riskDecision)),
      user: said.userName,
      userId: said.userSub,
      app: said.clientId ?? said.userPoolId,
      appId: said.clientId,
      ip: said.ipAddress,
      country: said.country,
      city: said.city,
      device: said.deviceName,
      interactive: true,
      signals: isBlocked || /high/i.test(name(said.riskLevel) ?? '') ? ['risk'] : [],
    },
    context,
  );
}

/** Of the triggers only the one after a sign-in says how it went. */
function readTrigger(record: JsonObject, context: ReadContext): Reading {
  const trigger = name(record.triggerSource) ?? '';
  if (trigger !== 'PostAuthentication_Authentication') return skipped(trigger);
  const caller = objectIn(record.callerContext);
  const attributes = objectIn(objectIn(record.request).userAttributes);
  return signIn(
    {
      system: 'cognito',
      record,
      time: record.timestamp,
      timeField: 'timestamp',
      code: 'EventResponse=Pass',
      outcome: 'success',
      user: name(attributes.email) ?? record.userName,
      userId: attributes.sub,
      app: caller.clientId,
      interactive: true,
    },
    context,
  );
}
