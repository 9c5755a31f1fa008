import type { Outcome } from '@turnaway/contracts/taxonomy';
import { fieldAt, type JsonObject, joined, lengths, name, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * OneLogin's events, as its API and webhooks, Log Analytics and Panther have them. Their kind is a number.
 * https://developers.onelogin.com/api-docs/1/events/event-resource
 */
export const onelogin: SystemParser = {
  system: 'onelogin',
  json: {
    claims(record) {
      if (typeIn(record) === null) return false;
      return companions.some((key) => fieldAt(record, key) !== undefined);
    },

    read(record, context) {
      const type = typeIn(record);
      const outcome = type === null ? undefined : signInTypes.get(type);
      if (type === null || outcome === undefined) return skipped(type);
      const field = (key: string) => record[key] ?? fieldAt(record, key.replaceAll('_', '.'));
      const said = [field('error_description'), record.notes, field('custom_message')];
      const reason = joined(': ', ...new Set(said.map((words) => text(words, lengths.reason))));
      const risk = Number(field('risk_score'));
      return signIn(
        {
          system: 'onelogin',
          id: record.uuid ?? record.id,
          record,
          time: field('created_at') ?? field('event_timestamp') ?? record.p_event_time,
          timeField: 'created_at',
          code: type,
          outcome,
          reason,
          user: name(field('user_name')) ?? name(record.login) ?? field('actor_user_name'),
          userId: field('user_id') ?? field('actor_user_id'),
          app: field('app_name'),
          appId: field('app_id'),
          ip: field('ipaddr') ?? field('ip_address'),
          client: field('user_agent') ?? field('browser_fingerprint'),
          device: field('otp_device_name') ?? field('login_name'),
          interactive: true,
          correlationId: field('resolution'),
          signals: risk >= highRisk ? ['risk'] : [],
        },
        context,
      );
    },
  },
};

/** Of 100; OneLogin's own policies call a sign-in above it high risk. */
const highRisk = 80;
const companions = [
  'account_id',
  'account.id',
  'user_id',
  'user.id',
  'actor_user_id',
  'actor.user.id',
  'event_timestamp',
];

function typeIn(record: JsonObject): string | null {
  const type = name(record.event_type_id ?? fieldAt(record, 'event.type.id'));
  return type !== null && /^\d{1,6}$/.test(type) ? type : null;
}

/** Steps of a sign-in; the rest is administration, such as a lock that an administrator sets by the API (531, 553). */
const signInTypes: ReadonlyMap<string, Outcome> = new Map([
  ...typesIn('5 8 23 1400', 'success'),
  ...typesIn('6 9 22 77 90 1002', 'failure'),
]);

function typesIn(words: string, outcome: Outcome): [string, Outcome][] {
  return words.split(' ').map((word) => [word, outcome]);
}
