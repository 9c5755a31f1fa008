import { lookup } from '@turnaway/catalog';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, type JsonObject, joined, lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Documents in the Elastic Common Schema, nested or with dots, whatever system they are about. If the catalog has the
 * code under that system, it is that system's.
 * https://www.elastic.co/guide/en/ecs/current/ecs-event.html
 */
export const ecs: SystemParser = {
  system: 'ecs',
  isGeneric: true,
  json: {
    claims(record) {
      return fieldAt(record, 'event.category') !== undefined && '@timestamp' in record;
    },

    read(record, context) {
      const field = (path: string) => fieldAt(record, path);
      const action = name(field('event.action'));
      if (!wordsIn(field('event.category')).includes('authentication')) return skipped(action ?? 'document');
      if (wordsIn(field('event.type')).includes('end') || notSignIn.test(action ?? ''))
        return skipped(action ?? 'session end');
      const outcome = outcomeOf(name(field('event.outcome')), action);
      if (outcome === null) return skipped(action ?? 'no outcome');
      const code = codeOf(record, outcome);
      return signIn(
        {
          system: 'ecs',
          id: field('event.id'),
          record,
          time: record['@timestamp'] ?? field('event.created'),
          timeField: '@timestamp',
          ...code,
          outcome,
          reason: field('event.reason') ?? field('error.message') ?? record.message ?? action,
          user:
            field('user.email') ??
            field('user.name') ??
            field('client.user.name') ??
            field('source.user.name'),
          userId: field('user.id'),
          app: field('service.name') ?? field('application.name') ?? name(field('observer.product')),
          ip: field('source.ip') ?? field('client.ip') ?? field('source.address'),
          country: field('source.geo.country_iso_code') ?? field('client.geo.country_iso_code'),
          city: field('source.geo.city_name') ?? field('client.geo.city_name'),
          client: field('user_agent.name') ?? field('user_agent.original'),
          device: field('user_agent.os.full') ?? field('host.os.full'),
          correlationId: field('trace.id') ?? field('transaction.id'),
          requestId: field('http.request.id'),
          evidence: joined('\n', action, text(record.message, lengths.reason)),
        },
        context,
      );
    },
  },
};

/** A field that may have one word or several. */
function wordsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

const notSignIn =
  /log(?:ged)?[-_ ]?(?:out|off)|sign(?:ed)?[-_ ]?out|password[-_ ]?(?:change|reset)|session[-_ ]?end/i;
const failedAction = /fail|den(?:y|ied)|reject|invalid|block|lock/i;
const passedAction = /succe|logged[-_ ]?(?:in|on)|accept|allow|granted/i;

function outcomeOf(outcome: string | null, action: string | null): Outcome | null {
  if (outcome === 'success' || outcome === 'failure') return outcome;
  if (failedAction.test(action ?? '')) return 'failure';
  return passedAction.test(action ?? '') ? 'success' : null;
}

/** Modules whose name is not that of the system. */
const systemOfModule: Readonly<Record<string, string>> = {
  azure: 'entra',
  o365: 'entra',
  google_workspace: 'google',
  gsuite: 'google',
  system: 'windows',
};

function codeOf(record: JsonObject, outcome: Outcome): { code: string; codeSystem?: string } {
  const module =
    name(fieldAt(record, 'event.module') ?? fieldAt(record, 'event.dataset'))?.split('.')[0] ?? '';
  const system = systemOfModule[module] ?? module.replaceAll('_', '-');
  const given = ['error.code', 'event.reason', 'event.code', 'event.action']
    .map((path) => text(fieldAt(record, path), lengths.code))
    .filter((code) => code !== null);
  const known = given.find((code) => system !== '' && lookup({ system, code, variant: null }) !== null);
  if (known !== undefined) return { code: known, codeSystem: system };
  const ownCode = text(fieldAt(record, 'error.code'), lengths.code);
  return { code: outcome === 'failure' ? (ownCode ?? 'failure') : 'success' };
}
