import type { Outcome } from '@turnaway/contracts/taxonomy';
import { boolean, isObject, type JsonObject, joined, name, objectIn } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Cloudflare: the access requests of Zero Trust (Logpush and API), and sign-ins to the dashboard out of the audit logs.
 * https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/account/access_requests/
 */
export const cloudflareAccess: SystemParser = {
  system: 'cloudflare-access',
  json: {
    claims(record) {
      return isRequest(record) || isAudit(record);
    },

    read(record, context) {
      return isRequest(record) ? readRequest(record, context) : readAudit(record, context);
    },
  },
};

function isRequest(record: JsonObject): boolean {
  return ('Allowed' in record && 'AppDomain' in record) || ('allowed' in record && 'app_domain' in record);
}

function isAudit(record: JsonObject): boolean {
  if ('ActionType' in record && 'ActorType' in record && 'When' in record) return true;
  return typeof objectIn(record.action).type === 'string' && isObject(record.actor) && 'when' in record;
}

function readRequest(record: JsonObject, context: ReadContext): Reading {
  const action = name(record.Action ?? record.action) ?? 'login';
  if (/logout/i.test(action)) return skipped(action);
  const outcome: Outcome = boolean(record.Allowed ?? record.allowed) === true ? 'success' : 'failure';
  return signIn(
    {
      system: 'cloudflare-access',
      record,
      time: record.CreatedAt ?? record.created_at,
      timeField: 'CreatedAt',
      code: outcome === 'success' ? 'allowed' : 'not_allowed',
      outcome,
      carrier: action,
      reason: joined(' ', action, 'with', name(record.Connection ?? record.connection) ?? 'unknown'),
      user: name(record.Email ?? record.user_email) ?? record.ServiceTokenName,
      userId: record.UserUID ?? record.user_uid,
      app: record.AppName ?? record.app_name ?? record.AppDomain ?? record.app_domain,
      appId: record.AppUUID ?? record.app_uid,
      ip: record.IPAddress ?? record.ip_address,
      country: record.Country ?? record.country,
      client: record.Connection ?? record.connection,
      interactive: name(record.Connection ?? record.connection) !== 'service_token',
      requestId: record.RayID ?? record.ray_id,
    },
    context,
  );
}

function readAudit(record: JsonObject, context: ReadContext): Reading {
  const action = objectIn(record.action);
  const type = name(record.ActionType ?? action.type) ?? '';
  if (type !== 'login' && type !== 'login_failed') return skipped(type);
  const passed = type === 'login' && boolean(record.ActionResult ?? action.result) !== false;
  const actor = objectIn(record.actor);
  return signIn(
    {
      system: 'cloudflare-access',
      id: record.ID ?? record.id,
      record,
      time: record.When ?? record.when,
      timeField: 'When',
      code: passed ? 'dashboard_login' : 'dashboard_login_failed',
      outcome: passed ? 'success' : 'failure',
      reason: type,
      user: record.ActorEmail ?? actor.email,
      userId: record.ActorID ?? actor.id,
      app: 'Cloudflare dashboard',
      ip: record.ActorIP ?? actor.ip,
      client: record.Interface ?? record.interface,
      interactive: true,
    },
    context,
  );
}
