import { lookup } from '@turnaway/catalog';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, type JsonObject, joined, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { timeIn } from '../read-time.js';
import { credentialNotice } from './credential-notice.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const dayMs = 86_400_000;
/** No certificate lasts longer than a century. */
const daysMax = 36_525;

/**
 * AWS CloudTrail: sign-ins to the console and to IAM Identity Center, roles assumed by STS, and sign-ins to Cognito's
 * user pools; of S3 objects, CloudWatch, EventBridge, the tables of Log Analytics and Panther.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const aws: SystemParser = {
  system: 'aws',
  json: {
    claims(record) {
      if (isCertificateEvent(record)) return true;
      if ('AwsEventId' in record && 'EventName' in record) return true;
      if (typeof record.eventName !== 'string') return false;
      if (typeof record.eventSource === 'string')
        return /\.amazonaws\.com(?:\.cn)?$/.test(record.eventSource);
      if (typeof record.p_log_type === 'string') return record.p_log_type.startsWith('AWS.CloudTrail');
      return (
        isObject(record.userIdentity) &&
        ['responseElements', 'awsRegion', 'sourceIPAddress'].some((key) => key in record)
      );
    },

    read(record, context) {
      if (isCertificateEvent(record)) return readCertificateEvent(record);
      const event = 'AwsEventId' in record ? fromLogAnalytics(record) : record;
      const eventName = text(event.eventName, lengths.code) ?? '';
      const service = name(event.eventSource)?.split('.')[0] ?? 'signin';
      const decided = decide(service, eventName, event);
      if (decided === null) return skipped(`${service} ${eventName}`);
      const identity = objectIn(event.userIdentity);
      const request = objectIn(event.requestParameters);
      const additional = objectIn(event.additionalEventData);
      return signIn(
        {
          system: 'aws',
          id: event.eventID,
          record,
          time: event.eventTime ?? event.p_event_time,
          timeField: 'eventTime',
          ...decided,
          reason: joined(': ', name(event.errorCode), text(event.errorMessage, lengths.reason)) ?? eventName,
          user: personIn(identity, additional),
          userId: personIdIn(identity, additional),
          app: appOf(service, eventName, request, event),
          appId: request.clientId ?? request.roleArn,
          resource: service === 'sts' ? request.roleArn : additional.LoginTo,
          ip: event.sourceIPAddress,
          client: event.userAgent,
          interactive: service === 'signin' || service === 'sso' ? true : service === 'sts' ? false : null,
          correlationId: additional.AuthWorkflowID ?? event.sharedEventID,
          requestId: event.requestID,
          evidence: joined('\n', name(additional.CredentialType), name(additional.MfaType), eventName),
        },
        context,
      );
    },
  },
};

/** EventBridge's events of Certificate Manager are claimed before their envelope is taken off: it has all but the days. */
function isCertificateEvent(record: JsonObject): boolean {
  return record.source === 'aws.acm' && typeof record['detail-type'] === 'string' && isObject(record.detail);
}

/**
 * A certificate that is about to expire, has expired, or was renewed: each says how many days it has left.
 * https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
function readCertificateEvent(record: JsonObject): Reading {
  const detail = objectIn(record.detail);
  const time = timeIn(record.time);
  const days = detail.DaysToExpiry;
  return {
    kind: 'skipped',
    as: String(record['detail-type']),
    credentials:
      time === null || typeof days !== 'number' || Math.abs(days) > daysMax
        ? null
        : credentialNotice({
            system: 'aws',
            app: detail.CommonName,
            time,
            credentials: [
              {
                id: listIn(record.resources)[0] ?? detail.CommonName,
                name: 'certificate',
                expiresAt: new Date(Date.parse(time) + days * dayMs).toISOString(),
              },
            ],
          }),
  };
}

/** The columns of Sentinel's table AWSCloudTrail. */
function fromLogAnalytics(row: JsonObject): JsonObject {
  return {
    eventID: row.AwsEventId,
    eventName: row.EventName,
    eventSource: row.EventSource,
    eventTime: row.TimeGenerated ?? row['TimeGenerated [UTC]'],
    errorCode: row.ErrorCode,
    errorMessage: row.ErrorMessage,
    sourceIPAddress: row.SourceIpAddress,
    userAgent: row.UserAgent,
    requestParameters: row.RequestParameters,
    responseElements: row.ResponseElements,
    additionalEventData: row.AdditionalEventData,
    requestID: row.AwsRequestId_ ?? row.AwsRequestId,
    userIdentity: {
      type: row.UserIdentityType,
      principalId: row.UserIdentityPrincipalid,
      arn: row.UserIdentityArn,
      userName: row.UserIdentityUserName,
    },
  };
}

interface Decided {
  code: string;
  outcome: Outcome;
  codeSystem?: string;
}

/** Console and Identity Center, where the answer is under the event's own name. */
const answered = new Set([
  'ConsoleLogin',
  'CheckMfa',
  'SwitchRole',
  'UserAuthentication',
  'CredentialVerification',
]);
/** A part that passed: the sign-in goes on, and its end is logged by itself. */
const parts = new Set(['CheckMfa', 'CredentialVerification']);
/** Of the sign-in service, those that Identity Center writes. */
const identityCenterSteps = new Set(['UserAuthentication', 'CredentialVerification', 'CredentialChallenge']);
const identityCenter = new Set(['Authenticate', 'Federate', 'CreateToken', 'CreateTokenWithIAM']);
const assumed = new Set([
  ...['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot'],
  ...['GetFederationToken', 'GetSessionToken'],
]);
const poolSignIn =
  /^(?:Admin)?(?:InitiateAuth|RespondToAuthChallenge)$|^GetTokensFromRefreshToken$|^(?:Token|Login|SAML2Response|OAuth2Response)_POST$/;

/** `null`: no sign-in. */
function decide(service: string, eventName: string, event: JsonObject): Decided | null {
  const error = name(event.errorCode);
  if (service === 'signin') return decideSignIn(eventName, event, error);
  if (service.startsWith('sso') && identityCenter.has(eventName))
    return decideCall('aws-identity-center', error);
  // A service of AWS that takes a role given to it is nobody's sign-in.
  if (service === 'sts' && assumed.has(eventName) && objectIn(event.userIdentity).type !== 'AWSService')
    return decideCall('aws-sts', error);
  if (service === 'cognito-idp' && poolSignIn.test(eventName)) return decidePool(event, error);
  return null;
}

function decideSignIn(eventName: string, event: JsonObject, error: string | null): Decided | null {
  if (eventName === 'CredentialChallenge') return { code: eventName, outcome: 'interrupt' };
  if (!answered.has(eventName)) return null;
  const answer = name(
    objectIn(event.responseElements)[eventName] ?? objectIn(event.serviceEventDetails)[eventName],
  );
  const failed = answer === 'Failure' || (answer === null && (error ?? name(event.errorMessage)) !== null);
  if (!failed) {
    return { code: `${eventName}=Success`, outcome: parts.has(eventName) ? 'interrupt' : 'success' };
  }
  const message = text(event.errorMessage, lengths.code);
  const isCode =
    eventName === 'ConsoleLogin' &&
    message !== null &&
    lookup({ system: 'aws', code: message, variant: null }) !== null;
  return { code: isCode ? message : `${eventName}=Failure`, outcome: 'failure' };
}

function decideCall(codeSystem: string, error: string | null): Decided {
  return { code: error ?? 'Success', outcome: error === null ? 'success' : 'failure', codeSystem };
}

function decidePool(event: JsonObject, error: string | null): Decided {
  const codeSystem = 'cognito';
  if (error !== null) return { code: error, outcome: 'failure', codeSystem };
  const status = Number(objectIn(objectIn(event.additionalEventData).responseParameters).status ?? 200);
  if (status >= 400) return { code: 'EventResponse=Fail', outcome: 'failure', codeSystem };
  const challenge = name(objectIn(event.responseElements).challengeName);
  if (challenge !== null) return { code: challenge, outcome: 'interrupt', codeSystem };
  return { code: 'EventResponse=Pass', outcome: 'success', codeSystem };
}

/** Someone in a role is named by the session, which is the person where a directory gave the role. */
function personIn(identity: JsonObject, additional: JsonObject): unknown {
  const given = name(identity.userName) ?? name(additional.UserName);
  if (given !== null) return given;
  const arn = name(identity.arn);
  if (identity.type === 'AssumedRole' && arn !== null) return arn.slice(arn.lastIndexOf('/') + 1);
  return arn ?? (identity.principalId === anonymous ? null : identity.principalId) ?? identity.accountId;
}

/** What a user pool's public calls have for a principal. */
const anonymous = 'Anonymous';

/** Identity Center names the person beside the principal, which is the account; user pools name theirs by `sub`. */
function personIdIn(identity: JsonObject, additional: JsonObject): unknown {
  const own = name(objectIn(identity.onBehalfOf).userId) ?? name(additional.sub);
  if (own !== null) return own;
  return identity.principalId === anonymous || identity.type === 'Unknown' ? null : identity.principalId;
}

function appOf(service: string, eventName: string, request: JsonObject, event: JsonObject): unknown {
  if (service === 'sts') return request.roleArn ?? 'AWS STS';
  if (service === 'cognito-idp') {
    const asked = objectIn(objectIn(event.additionalEventData).requestParameters).client_id;
    return request.clientId ?? (Array.isArray(asked) ? asked[0] : asked) ?? request.userPoolId;
  }
  return service.startsWith('sso') || identityCenterSteps.has(eventName)
    ? 'AWS access portal'
    : 'AWS Management Console';
}
