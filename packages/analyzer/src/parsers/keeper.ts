import type { Outcome } from '@turnaway/contracts/taxonomy';
import { lengths, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Keeper's audit events, as its SIEM connectors send them: JSON by HTTP, and JSON after a syslog header.
 * https://docs.keeper.io/enterprise-guide/event-reporting
 */
export const keeper: SystemParser = {
  system: 'keeper',
  json: {
    claims(record) {
      return (
        typeof (record.audit_event ?? record.audit_event_type) === 'string' &&
        ('client_version' in record || 'enterprise_id' in record || 'remote_address' in record)
      );
    },

    read(record, context) {
      const kind = text(record.audit_event ?? record.audit_event_type, lengths.code) ?? '';
      const outcome = outcomes[kind];
      if (outcome === undefined) return skipped(kind);
      return signIn(
        {
          system: 'keeper',
          id: record.event_id ?? record.uid,
          record,
          time: record.timestamp ?? record.created,
          timeField: 'timestamp',
          code: kind,
          outcome,
          reason: record.message,
          user: record.username ?? record.email,
          app: record.channel,
          ip: record.remote_address ?? record.ip_address,
          country: record.geo_location,
          client: record.client_version,
        },
        context,
      );
    },
  },
};

/** The kinds that decide a sign-in, or a step of one. */
const outcomes: Readonly<Record<string, Outcome>> = {
  login: 'success',
  login_console: 'success',
  login_failure: 'failure',
  login_failed_console: 'failure',
  login_failed_ip_whitelist: 'failure',
  two_factor_code_invalid: 'failure',
  device_user_approval_requested: 'interrupt',
  device_admin_approval_requested: 'interrupt',
  reauthentication_reprompt_throttle: 'failure',
};
