import type { Outcome } from '@turnaway/contracts/taxonomy';
import { isObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { isPantherLog } from './panther-store.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Sign-in attempts of 1Password's Events API; its item usages and audit events are known and skipped.
 * https://www.1password.dev/events-api/reference
 */
export const onePassword: SystemParser = {
  system: '1password',
  json: {
    claims(record) {
      if (isPantherLog(record, 'OnePassword')) return true;
      if ('target_user' in record && 'category' in record) return typeof record.type === 'string';
      if ('vault_uuid' in record && 'item_uuid' in record) return true;
      return 'actor_uuid' in record && 'object_type' in record && 'action' in record;
    },

    read(record, context) {
      const category = name(record.category);
      if (!isObject(record.target_user) || category === null) return skipped(name(record.action));
      const type = text(record.type, lengths.code);
      const person = record.target_user;
      const client = objectIn(record.client);
      const place = objectIn(record.location);
      return signIn(
        {
          system: '1password',
          id: record.uuid,
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: type ?? category,
          outcome: outcomeOf(category),
          carrier: outcomeOf(category) === 'failure' ? category : undefined,
          reason: joined(' ', type, name(objectIn(record.details).value)),
          user: person.email ?? person.name,
          userId: person.uuid,
          app: client.app_name,
          ip: client.ip_address,
          country: name(record.country) ?? place.country,
          city: place.city,
          client: client.platform_name,
          device: client.os_name,
          correlationId: record.session_uuid,
          evidence: category,
        },
        context,
      );
    },
  },
};

/** A firewall rule that only reports lets the sign-in pass. */
function outcomeOf(category: string): Outcome {
  return category === 'success' || category === 'firewall_reported_success' ? 'success' : 'failure';
}
