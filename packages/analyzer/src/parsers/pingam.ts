import type { Outcome } from '@turnaway/contracts/taxonomy';
import { readPairs } from '../frame/pairs.js';
import type { TextRecord } from '../frame/text-record.js';
import { isObject, type JsonObject, joined, lengths, listIn, name, objectIn, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Audit events of ForgeRock and Ping: AM (PingAM), IDM (PingIDM), Identity Cloud. JSON of the topics `authentication`
 * and `access`, of which the latter holds the grants of tokens, and the syslog and CEF handlers' lines.
 * https://docs.pingidentity.com/pingam/latest/security-guide/audit-log-topics.html
 */
export const pingam: SystemParser = {
  system: 'pingam',
  json: {
    claims(record) {
      if (typeof record.transactionId !== 'string' || typeof record.eventName !== 'string') return false;
      return 'topic' in record || 'component' in record || 'trackingIds' in record;
    },

    read(record, context) {
      const eventName = text(record.eventName, lengths.code) ?? '';
      if (/^AM-ACCESS-/.test(eventName)) return readAccess(record, eventName, context);
      return readAuthentication(record, record, eventName, context);
    },
  },
  text: {
    claims(line) {
      return auditFields(line) !== null || /^ForgeRock/i.test(line.vendorEvent?.vendor ?? '');
    },

    read(line, context) {
      const fields = auditFields(line);
      if (fields === null) return skipped(line.vendorEvent?.eventId ?? 'audit event');
      const act = line.vendorEvent?.fields.act;
      if (act === 'SESSION') return skipped('session use');
      return readAuthentication(fields, line.line, name(fields.eventName) ?? 'authentication', context);
    },
  },
};

/** `[authentication.IDM@36733 transactionId="…" result="FAILED" …]` as structured data, or as a text of that form. */
const auditElement = /\bauthentication\.[\w.-]{1,40}@36733\b/;

function auditFields(line: TextRecord): JsonObject | null {
  for (const [element, fields] of Object.entries(line.syslog.structured)) {
    if (auditElement.test(element)) return fields;
  }
  const found = auditElement.exec(line.line);
  if (found === null) return null;
  const said = line.line.slice(found.index + found[0].length);
  return { ...readPairs(said), ipAddress: /"ipAddress\\*":\\*"([0-9a-fA-F:.]{2,45})/.exec(said)?.[1] };
}

const attempts = /^(?:AM-(?:TREE-|MODULE-)?LOGIN(?:-MODULE)?-COMPLETED|authentication|LOGIN)$/i;
const results: Readonly<Record<string, Outcome>> = { SUCCESSFUL: 'success', FAILED: 'failure' };

function readAuthentication(
  event: JsonObject,
  record: unknown,
  eventName: string,
  context: ReadContext,
): Reading {
  const outcome = results[name(event.result)?.toUpperCase() ?? ''];
  if (outcome === undefined || !attempts.test(eventName) || event.method === 'JwtSession')
    return skipped(eventName);
  const entries = listIn(event.entries).filter(isObject);
  const infos = entries.map(({ info }) => objectIn(info));
  const failure = first(infos, 'failureReason') ?? first(entries, 'failureReason');
  const address = first(infos, 'ipAddress');
  const principal = listIn(event.principal).map(name);
  return signIn(
    {
      system: 'pingam',
      id: event._id,
      record,
      time: event.timestamp,
      timeField: 'timestamp',
      code: outcome === 'success' ? 'SUCCESSFUL' : (failure ?? 'FAILED'),
      outcome,
      reason: joined(': ', failure, text(first(infos, 'failureMessage'), lengths.reason)) ?? eventName,
      user: principal.find((found) => found !== null) ?? event.userId,
      userId: event.userId,
      app: first(infos, 'authIndexValue') ?? first(infos, 'treeName') ?? name(event.realm),
      ip: address ?? event.ipAddress ?? objectIn(event.context).ipAddress ?? objectIn(event.client).ip,
      interactive: null,
      correlationId: listIn(event.trackingIds)[0],
      requestId: event.transactionId,
      evidence: joined(' ', ...entries.map(({ moduleId }) => name(moduleId))),
    },
    context,
  );
}

function first(parts: readonly JsonObject[], key: string): string | null {
  return parts.map((part) => name(part[key])).find((value) => value !== null) ?? null;
}

/** Of requests over HTTP, only those for a token are sign-ins: the rest is logged as `authentication` too. */
const tokenPath = /\/oauth2\/(?:[^?]{0,200}\/)?access_token/;

function readAccess(event: JsonObject, eventName: string, context: ReadContext): Reading {
  const request = objectIn(objectIn(event.http).request);
  const response = objectIn(event.response);
  const outcome = results[name(response.status)?.toUpperCase() ?? ''];
  if (outcome === undefined || !tokenPath.test(name(request.path) ?? '')) return skipped(eventName);
  const detail = objectIn(response.detail);
  const error = text(detail.reason ?? detail.error, lengths.reason);
  return signIn(
    {
      system: 'pingam',
      id: event._id,
      record: event,
      time: event.timestamp,
      timeField: 'timestamp',
      code: outcome === 'success' ? 'SUCCESSFUL' : 'FAILED',
      outcome,
      reason: error ?? joined(' ', name(response.status), name(response.statusCode)),
      user: event.userId,
      userId: event.userId,
      app: event.realm,
      ip: objectIn(event.client).ip,
      interactive: false,
      correlationId: listIn(event.trackingIds)[0],
      requestId: event.transactionId,
    },
    context,
  );
}
