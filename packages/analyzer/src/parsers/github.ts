import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, isObject, type JsonObject, lengths, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * GitHub's audit log and security log: API pages, streams, JSON and CSV exports, the syslog of GitHub Enterprise
 * Server. Webhooks are known and skipped: none of them is a sign-in.
 * https://docs.github.com/en/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/audit-log-events-for-your-enterprise
 */
export const github: SystemParser = {
  system: 'github',
  json: {
    claims(record) {
      if (isPantherLog(record, 'GitHub')) return true;
      if (isWebhook(record)) return true;
      const { action } = record;
      if (typeof action !== 'string' || !actionForm.test(action)) return false;
      if ('_document_id' in record) return true;
      // Git events of apps and anonymous people have no actor; GitHub's own times are numbers.
      if (typeof record['@timestamp'] === 'number')
        return hasActor(record) || 'org' in record || 'business' in record;
      return hasActor(record) && ('@timestamp' in record || 'created_at' in record);
    },

    read(record, context) {
      if (isWebhook(record)) return skipped('webhook');
      const action = text(record.action, lengths.code) ?? '';
      const outcome = outcomes[action];
      if (outcome === undefined) return skipped(action);
      const place = objectIn(record.actor_location);
      const data = objectIn(record.data);
      return signIn(
        {
          system: 'github',
          id: record._document_id,
          record,
          time: record['@timestamp'] ?? record.created_at,
          timeField: '@timestamp',
          code: action,
          outcome,
          reason: record.reason ?? data.reason ?? data.failure_reason ?? record.message,
          user: record.actor ?? record.user ?? record.external_identity_nameid,
          userId: record.actor_id ?? record.user_id,
          app: record.business ?? record.org,
          ip: record.actor_ip ?? fieldAt(record, 'data.actor_ip'),
          country: place.country_code,
          city: place.city,
          client: record.user_agent,
          requestId: record.request_id,
          evidence: text(record.external_identity_nameid, lengths.name),
        },
        context,
      );
    },
  },
};

/** `org.add_member`, `user.failed_login`, `protected_branch.create`. */
const actionForm = /^[a-z][a-z0-9_]{1,60}\.[a-z][a-z0-9_.]{1,80}$/;

function hasActor(record: JsonObject): boolean {
  return typeof record.actor === 'string' || 'actor_ip' in record;
}

/** A delivery names who did what to which repository, organization or installation. */
function isWebhook(record: JsonObject): boolean {
  const { sender } = record;
  if (!isObject(sender) || typeof sender.login !== 'string') return false;
  return isObject(record.repository) || isObject(record.organization) || isObject(record.installation);
}

/** The actions that are steps of a sign-in; all others change or read something. */
const outcomes: Readonly<Record<string, Outcome>> = {
  'user.login': 'success',
  'user.failed_login': 'failure',
  'user.two_factor_requested': 'interrupt',
  'user.two_factor_challenge_success': 'success',
  'user.two_factor_challenge_failure': 'failure',
  'user.two_factor_recover': 'success',
  'user.device_verification_requested': 'interrupt',
  'user.device_verification_success': 'success',
  'user.device_verification_failure': 'failure',
  'user.correct_password_from_unrecognized_device': 'interrupt',
  'user.correct_password_from_unrecognized_device_and_location': 'interrupt',
  'user.sign_in_from_unrecognized_device': 'success',
  'user.sign_in_from_unrecognized_device_and_location': 'success',
  'org.sso_response': 'success',
  'business.sso_response': 'success',
};
