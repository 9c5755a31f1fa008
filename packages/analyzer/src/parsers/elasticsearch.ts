import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, joined, lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Elasticsearch's audit log in JSON, whose fields have dots in their names.
 * https://www.elastic.co/guide/en/elasticsearch/reference/current/audit-event-types.html
 */
export const elasticsearch: SystemParser = {
  system: 'elasticsearch',
  json: {
    claims(record) {
      const type = fieldAt(record, 'event.type');
      if (typeof type !== 'string' || !layers.has(type)) return false;
      return fieldAt(record, 'event.action') !== undefined && fieldAt(record, 'node.id') !== undefined;
    },

    read(record, context) {
      const field = (path: string) => fieldAt(record, path);
      const action = text(field('event.action'), lengths.code) ?? '';
      const outcome = outcomes[action];
      if (outcome === undefined) return skipped(action);
      return signIn(
        {
          system: 'elasticsearch',
          record,
          time: record['@timestamp'] ?? record.timestamp,
          timeField: '@timestamp',
          code: action,
          outcome,
          user: field('user.name') ?? field('authentication.token.name') ?? field('principal'),
          app: field('cluster.name') ?? field('node.name'),
          resource: field('url.path'),
          ip: field('origin.address') ?? field('origin_address'),
          correlationId: field('trace.id'),
          requestId: field('request.id'),
          evidence: joined(' ', name(field('realm')), name(field('authentication.type'))),
        },
        context,
      );
    },
  },
};

const layers = new Set(['rest', 'transport', 'ip_filter', 'security_config_change']);

/** A realm that refuses is followed by what all of them decided; who is let do what is no sign-in. */
const outcomes: Readonly<Record<string, Outcome>> = {
  authentication_success: 'success',
  authentication_failed: 'failure',
  anonymous_access_denied: 'interrupt',
};
