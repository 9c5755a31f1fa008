import type { VariantFacts } from '@turnaway/catalog';
import type { SignInEvent } from '@turnaway/contracts/sign-in-event';
import { eventIdIn } from '../event-identity.js';
import {
  isLeftOut,
  isObject,
  type JsonObject,
  joined,
  lengths,
  listIn,
  name,
  objectIn,
  text,
  userNameIn,
} from '../read-fields.js';
import { ipIn } from '../read-ip.js';
import { timeIn } from '../read-time.js';
import { interactiveOktaType, signInKind } from './okta-event-types.js';
import { type OktaOutcome, oktaOutcome } from './okta-outcome.js';
import { type ReadContext, type Reading, rejectedTime, type SystemParser } from './parser.js';

/** Okta's System Log, as its API, event hooks and log streams write it. */
export const okta: SystemParser = {
  system: 'okta',
  json: {
    claims(record) {
      const type = eventTypeIn(record);
      if (type === null || !type.includes('.')) return false;
      return isObject(record.actor) || isObject(record.outcome) || record.published !== undefined;
    },

    read(record, context) {
      const eventType = eventTypeIn(record);
      if (eventType === null)
        return { kind: 'rejected', reason: 'missing_field', detail: 'Expected "eventType".' };
      const kind = signInKind(eventType);
      if (kind === null) return { kind: 'skipped', as: eventType };
      const outcome = oktaOutcome(eventType, kind, objectIn(record.outcome));
      if (outcome === null) return { kind: 'skipped', as: eventType };
      return readSignIn(record, eventType, outcome, context);
    },
  },
};

/** Some stores lower-case the keys of the first level. */
function eventTypeIn(record: JsonObject): string | null {
  const type = record.eventType ?? record.eventtype;
  return typeof type === 'string' ? text(type, lengths.code) : null;
}

function readSignIn(
  record: JsonObject,
  eventType: string,
  outcome: OktaOutcome,
  context: ReadContext,
): Reading {
  const occurredAt = timeIn(record.published) ?? timeElsewhere(record, context);
  if (occurredAt === null) return rejectedTime(record.published, 'published');
  const client = objectIn(record.client);
  const userAgent = objectIn(client.userAgent);
  const place = objectIn(client.geographicalContext);
  const debugData = objectIn(objectIn(record.debugContext ?? record.debugcontext).debugData);
  const targets = listIn(record.target).filter(isObject);
  const app = targets.find(({ type }) => type === 'AppInstance') ?? null;
  const person = personIn(objectIn(record.actor), targets);
  const transaction = objectIn(record.transaction);
  const interactive = interactiveOktaType(eventType);
  const policy = outcome.observed === 'success' ? null : policyIn(targets);
  const event: SignInEvent = {
    eventId: eventIdIn('okta', record.uuid, record),
    occurredAt,
    loggedBy: 'okta',
    errorCode: { system: 'okta', code: outcome.code, variant: null },
    observedOutcome: outcome.observed,
    carrier: null,
    reasonText:
      outcome.observed === 'success'
        ? null
        : (outcome.reason ?? known(record.displayMessage ?? record.displaymessage)),
    userName: userNameIn(known(person.alternateId)) ?? known(person.displayName),
    userId: known(person.id),
    app: app === null ? null : (known(app.displayName) ?? known(app.alternateId) ?? known(app.id)),
    appId: app === null ? null : known(app.id),
    resource: null,
    ip: ipIn(client.ipAddress),
    country: known(place.country),
    city: known(place.city),
    client: known(userAgent.browser) ?? known(userAgent.rawUserAgent),
    device: joined(', ', known(userAgent.os), known(objectIn(record.device).name) ?? known(client.device)),
    ...(policy === null ? {} : { policies: [policy] }),
    interactive,
    correlationId: known(transaction.id),
    requestId: known(debugData.requestId),
  };
  const variantFacts =
    outcome.observed === 'success'
      ? null
      : oktaVariantFacts(record, eventType, outcome, debugData, targets, interactive);
  return { kind: 'sign-in', event, variantFacts };
}

/** A record that was stripped of its time has that of its store, of what stood around it, or of its receipt. */
function timeElsewhere({ published, p_event_time }: JsonObject, context: ReadContext): string | null {
  if (!isLeftOut(published)) return null;
  return timeIn(p_event_time) ?? context.envelope.time ?? context.receivedAt.toISOString();
}

/** A policy and the rule of it that decided, which Okta names among the targets of an evaluation. */
function policyIn(targets: readonly JsonObject[]): string | null {
  const named = (type: RegExp) =>
    known(targets.find((target) => type.test(String(target.type)))?.displayName);
  return joined(': ', named(/^Policy(?:Entity)?$/i), named(/^(?:Policy)?Rule$/i));
}

/** Okta writes `unknown` where it does not know. */
function known(value: unknown): string | null {
  const found = name(value);
  return found === 'unknown' || found === 'UNKNOWN' || found === 'Unknown' ? null : found;
}

/**
 * Where Okta itself acts for someone, as with an external identity provider, the person is a target. Where an address
 * acts, as in a detected threat, there may be no person at all.
 */
function personIn(actor: JsonObject, targets: readonly JsonObject[]): JsonObject {
  const isAddress = typeof actor.type === 'string' && /^ip ?address$/i.test(actor.type);
  if (isAddress) return targets.find(({ type }) => type === 'User') ?? {};
  const isPerson = actor.type !== 'SystemPrincipal' && known(actor.alternateId) !== null;
  return isPerson ? actor : (targets.find(({ type }) => type === 'User') ?? actor);
}

function oktaVariantFacts(
  record: JsonObject,
  eventType: string,
  outcome: OktaOutcome,
  debugData: JsonObject,
  targets: readonly JsonObject[],
  interactive: boolean | null,
): VariantFacts {
  const factor = joined(
    ' ',
    name(debugData.factor),
    name(objectIn(record.authenticationContext ?? record.authenticationcontext).credentialType),
    ...targets
      .filter(({ type }) => type === 'AuthenticatorEnrollment')
      .map(({ displayName }) => name(displayName)),
  );
  const signal = isSecondFactor(eventType) && factor !== null ? factorSignal(factor) : null;
  const said = joined('\n', outcome.reason, name(record.displayMessage ?? record.displaymessage), factor);
  return {
    text: (said ?? '').slice(0, lengths.evidence),
    interactive,
    signals: signal === null ? [] : [signal],
  };
}

function isSecondFactor(eventType: string): boolean {
  return eventType === 'user.authentication.auth_via_mfa' || eventType.startsWith('user.mfa.');
}

const pushFactor = /push/i;
const codeFactor = /otp|token|sms|call|email|google/i;
/** Identity Engine names the app alone; unless a code is named too, it means the app's push. */
const pushApp = /okta[_ ]verify/i;

function factorSignal(factor: string): 'push' | 'one-time-code' | null {
  if (pushFactor.test(factor)) return 'push';
  if (codeFactor.test(factor)) return 'one-time-code';
  return pushApp.test(factor) ? 'push' : null;
}
