import { isObject, type JsonObject, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { atlassianLines, failureCode, successCode } from './atlassian-lines.js';
import { isPantherLog } from './panther-store.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Atlassian: the audit log files of Bitbucket, Jira and Confluence Data Center, the audit log of a cloud
 * organization (API page, webhook), the audit records of Jira Cloud, and as text Jira's and Confluence's security log
 * and Bitbucket's older audit log.
 * https://confluence.atlassian.com/bitbucketserver/audit-log-events-776640423.html
 */
export const atlassian: SystemParser = {
  system: 'atlassian',
  json: {
    claims(record) {
      if (isPantherLog(record, 'Atlassian')) return true;
      const { auditType, attributes } = record;
      if (isObject(auditType)) return typeof auditType.action === 'string';
      if (isObject(attributes) && typeof attributes.action === 'string')
        return isObject(attributes.actor) && 'time' in attributes;
      return 'summary' in record && 'eventSource' in record && 'created' in record;
    },

    read(record, context) {
      if (isObject(record.auditType)) return readAuditFile(record, record.auditType, context);
      if (isObject(record.attributes)) return readCloudEvent(record, record.attributes, context);
      return skipped(name(record.summary));
    },
  },
  text: atlassianLines,
};

type Context = Parameters<typeof signIn>[1];

/** `User logged in`, `User login failed`, `Login successful`. */
const signInAction =
  /^(?:user )?(?:logged in|log ?in)(?: (failed|failure|denied|successful|succeeded|success))?$/i;

function codeOf(action: string, key: string | null): string | null {
  const tail = key?.slice(key.lastIndexOf('.') + 1);
  if (tail === successCode || tail === failureCode) return tail;
  const match = signInAction.exec(action);
  if (match === null) return null;
  return match[1] === undefined || /^succ/i.test(match[1]) ? successCode : failureCode;
}

function readAuditFile(record: JsonObject, auditType: JsonObject, context: Context): Reading {
  const action = text(auditType.action, lengths.code) ?? '';
  const code = codeOf(action, name(auditType.actionI18nKey));
  if (code === null) return skipped(action);
  const author = objectIn(record.author);
  const succeeded = code === successCode;
  const typed = attributeOf(record, 'target') ?? attributeOf(record, 'username');
  const { timestamp } = record;
  return signIn(
    {
      system: 'atlassian',
      record,
      time: isObject(timestamp) ? instantOf(timestamp) : (timestamp ?? record.auditTimestamp),
      timeField: 'timestamp',
      code,
      outcome: succeeded ? 'success' : 'failure',
      reason: attributeOf(record, 'error') ?? action,
      user: succeeded ? (name(author.name) ?? typed) : (typed ?? author.name),
      userId: succeeded ? author.id : undefined,
      app: record.system,
      ip: record.source,
      client: record.method,
      evidence: attributeOf(record, 'authentication method'),
    },
    context,
  );
}

/** Java writes an instant as `{epochSecond, nano}`. */
function instantOf({ epochSecond, nano }: JsonObject): number | undefined {
  if (typeof epochSecond !== 'number') return undefined;
  return epochSecond * 1_000 + (typeof nano === 'number' ? Math.trunc(nano / 1e6) : 0);
}

function attributeOf(record: JsonObject, wanted: string): string | null {
  const found = listIn(record.extraAttributes)
    .filter(isObject)
    .find((attribute) => name(attribute.name)?.toLowerCase() === wanted);
  return text(found?.value, lengths.reason);
}

const cloudSignIn = /(?:^|_)(?:log(?:ged)?_?in|sign(?:ed)?_?in)(?:_|$)/;
const cloudFailure = /fail|denied|blocked|rejected/;

function readCloudEvent(record: JsonObject, attributes: JsonObject, context: Context): Reading {
  const action = text(attributes.action, lengths.code)?.toLowerCase() ?? '';
  // Somebody else's work in the person's name is no sign-in of theirs.
  if (!cloudSignIn.test(action) || action.endsWith('_as_user')) return skipped(action);
  const failed = cloudFailure.test(action);
  const actor = objectIn(attributes.actor);
  return signIn(
    {
      system: 'atlassian',
      id: record.id,
      record,
      time: attributes.time,
      timeField: 'attributes.time',
      code: failed ? failureCode : successCode,
      outcome: failed ? 'failure' : 'success',
      reason: action,
      user: actor.email ?? actor.name,
      userId: actor.id,
      ip: objectIn(attributes.location).ip,
    },
    context,
  );
}
