import { lookup } from '@turnaway/catalog';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { boolean, fieldAt, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * JumpCloud's Directory Insights, as its API, its exports to storage and Log Analytics have them.
 * https://docs.jumpcloud.com/api/insights/directory/1.0/index.html
 */
export const jumpcloud: SystemParser = {
  system: 'jumpcloud',
  json: {
    claims(record) {
      if (typeIn(record) === null || typeof record.organization !== 'string') return false;
      return 'service' in record || 'initiated_by' in record || 'initiated' in record;
    },

    read(record, context) {
      const type = typeIn(record) ?? '';
      const outcome = outcomeOf(type, record);
      if (outcome === null) return skipped(type);
      const field = (key: string) => record[key] ?? fieldAt(record, key.replaceAll('_', '.'));
      const initiator = objectIn(field('initiated_by'));
      const resource = objectIn(record.resource);
      const application = objectIn(record.application);
      const agent = objectIn(record.useragent);
      const place = objectIn(record.geoip);
      const system = objectIn(record.system);
      const reason =
        text(field('error_message'), lengths.reason) ?? text(record.message, lengths.reason) ?? null;
      return signIn(
        {
          system: 'jumpcloud',
          id: record.id,
          record,
          time: record.timestamp ?? field('server_timestamp') ?? record.p_event_time,
          timeField: 'timestamp',
          code: outcome === 'success' ? 'success=true' : codeOf(type, reason),
          outcome,
          reason: reason ?? type,
          user:
            name(initiator.email) ??
            name(initiator.username) ??
            name(record.username) ??
            name(resource.username) ??
            resource.email,
          userId: initiator.id ?? resource.id,
          app:
            name(application.display_label) ??
            name(application.name) ??
            name(application.sso_url) ??
            system.displayName ??
            system.hostname ??
            record.service,
          appId: application.id,
          ip: field('client_ip') ?? field('src_ip'),
          country: place.country_code,
          city: place.region_name,
          client: agent.name,
          device: name(agent.os_full) ?? agent.os_name,
          interactive: type !== 'ldap_bind',
          correlationId: field('auth_id'),
          evidence: joined(' ', type, name(objectIn(field('mfa_meta')).type)),
          signals: type.startsWith('push') ? ['push'] : [],
        },
        context,
      );
    },
  },
};

function typeIn(record: JsonObject): string | null {
  return text(record.event_type ?? fieldAt(record, 'event.type'), lengths.code);
}

/** `user_login_attempt`, `login_attempt`, `radius_auth_attempt`, `push_mfa_attempt`, `sso_auth`, `ldap_bind`. */
const attempt = /(?:login|auth|mfa)_attempt$|^(?:sso_auth|ldap_bind|passwordmanager_auth|idp_auth)$/;
const lockouts = new Set(['user_lockout', 'user_locked_out', 'admin_lockout', 'sso_auth_failed']);

/** `null`: no sign-in. A record without a flag failed if it has an error to tell. */
function outcomeOf(type: string, record: JsonObject): Outcome | null {
  if (lockouts.has(type)) return 'failure';
  if (!attempt.test(type)) return null;
  const flags = [record.success, record.sso_token_success, fieldAt(record, 'sso.token.success')].map(boolean);
  if (flags.includes(false)) return 'failure';
  if (flags.includes(true)) return 'success';
  return name(record.error_message) === null ? 'success' : 'failure';
}

/** A message that the catalog has says more than the type of the event. */
function codeOf(type: string, reason: string | null): string {
  const isCode = reason !== null && lookup({ system: 'jumpcloud', code: reason, variant: null }) !== null;
  return isCode ? reason : type;
}
