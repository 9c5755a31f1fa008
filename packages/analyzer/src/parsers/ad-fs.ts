import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { isObject, type JsonObject, joined, name, text } from '../read-fields.js';
import { adFsCertificates, certificatesEvent } from './ad-fs-certificates.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';
import {
  type WindowsEvent,
  windowsEventIdentity,
  windowsEventIn,
  windowsProviderIn,
} from './windows-event.js';
import { mayBeWindowsText, windowsEventInText } from './windows-text.js';

const provider = /^AD FS\b/;
const providerInText = /(?:[=\t]|Source:\s{1,16})AD FS (?:Auditing|Tracing|\d)|AD FS Auditing/;

/**
 * AD FS: its audit events in the Security log (1200 to 1210 with XML in their text; 299 to 516 of older versions)
 * and its Admin log, in all the shapes of Windows events.
 * https://learn.microsoft.com/en-us/windows-server/identity/ad-fs/troubleshooting/ad-fs-tshoot-logging
 */
export const adFs: SystemParser = {
  system: 'ad-fs',
  json: {
    claims: (record) => provider.test(windowsProviderIn(record) ?? ''),
    read(record, context) {
      const event = windowsEventIn(record);
      return event === null ? skipped('event without a number') : readAdFsEvent(event, record, context);
    },
  },
  text: {
    claims: (record: TextRecord) => providerInText.test(record.line) && mayBeWindowsText(record),
    read(record, context) {
      const event = windowsEventInText(record);
      return event === null ? skipped('event without a number') : readAdFsEvent(event, record.line, context);
    },
  },
};

/** By event: passwords changed, sign-outs, headers and claims alone, and the service's own state are no sign-ins. */
const outcomes: ReadonlyMap<number, Outcome> = new Map([
  ...[299, 412, 1200, 1202].map((id): [number, Outcome] => [id, 'success']),
  ...[303, 321, 324, 325, 342, 364, 411, 512, 515, 516, 1020, 1021, 1201, 1203, 1210].map(
    (id): [number, Outcome] => [id, 'failure'],
  ),
]);

function readAdFsEvent(event: WindowsEvent, record: unknown, context: ReadContext): Reading {
  const outcome = outcomes.get(event.eventId);
  const said = () => joined('\n', event.message, ...textsIn(event.data, 0)) ?? '';
  if (event.eventId === certificatesEvent) {
    const credentials = adFsCertificates(event, said(), context);
    return { kind: 'skipped', as: `event ${event.eventId}`, credentials };
  }
  return outcome === undefined
    ? skipped(`event ${event.eventId}`)
    : readSignIn(event, { outcome, record, said: said() }, context);
}

function readSignIn(
  event: WindowsEvent,
  { outcome, record, said }: { outcome: Outcome; record: unknown; said: string },
  context: ReadContext,
): Reading {
  const audit = said.includes('<AuditBase');
  const protocol = audit ? elementIn(said, 'AuthProtocol') : null;
  return signIn(
    {
      system: 'ad-fs',
      id: windowsEventIdentity(event),
      record,
      time: event.time,
      timeField: 'TimeCreated',
      code: String(event.eventId),
      outcome,
      reason: audit ? auditReason(said) : textReason(said),
      user: audit ? elementIn(said, 'UserId') : userIn(said),
      app: audit
        ? (elementIn(said, 'RelyingParty') ?? elementIn(said, 'OAuthClientId'))
        : lineAfter(said, 'Relying Party|Target relying party'),
      resource: event.computer,
      ip: firstIp(audit ? auditIp(said) : lineAfter(said, 'Client IP|IP Address|Client Location')),
      client: (audit ? elementIn(said, 'UserAgentString') : null) ?? protocol,
      interactive: protocol === null ? null : /^(?:WSFederation|SAMLP|OAuth)$/i.test(protocol),
      correlationId: activityIn(said, event.data),
      requestId: event.recordId,
      evidence: said,
    },
    context,
  );
}

const textsMax = 64;

/** Every text among the fields, also of `UserData`, whose form differs by version. */
function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  const parts = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return depth > 4 ? [] : parts.slice(0, textsMax).flatMap((part) => textsIn(part, depth + 1));
}

/** An element of the XML in the text; AD FS writes `N/A` where it does not know. */
function elementIn(said: string, element: string): string | null {
  const value = new RegExp(`<${element}>([^<]{1,1024})</${element}>`).exec(said)?.[1];
  const found = name(value?.replaceAll('&amp;', '&'));
  return found === 'N/A' || found === 'None' ? null : found;
}

/** The address of the person, which a proxy in between passes on as a list. */
function auditIp(said: string): string | null {
  return (
    elementIn(said, 'ForwardedIpAddress') ??
    elementIn(said, 'IpAddress') ??
    elementIn(said, 'NetworkIpAddress')
  );
}

function firstIp(value: string | null): string | undefined {
  return value?.split(/[,;\s]/, 1)[0];
}

function auditReason(said: string): string | null {
  return joined(': ', elementIn(said, 'FailureType'), elementIn(said, 'ErrorCode'));
}

const afterLabel = '\\s?:[ \\t]{0,16}(?:\\r?\\n[ \\t]{0,16})?([^\\r\\n]{1,512})';

/** What follows a label, on its line or the next; in text whose lines were joined, up to a wide gap. */
function lineAfter(said: string, labels: string): string | null {
  const line = new RegExp(`(?:${labels})${afterLabel}`, 'i').exec(said)?.[1];
  const [value] = line?.split(/ {2}/, 1) ?? [];
  return name(value);
}

/** Before the error's own words: `ana@contoso.example-The user name or password is incorrect`. */
const userBeforeReason = /Error message\s?:\s{0,32}([^\s-][^\r\n]{0,256}?)\s?-\s?([A-Z][^\r\n]{0,300})/i;

function userIn(said: string): string | null {
  return name(userBeforeReason.exec(said)?.[1]) ?? lineAfter(said, '\\bUser|User ID|UserId');
}

function textReason(said: string): string | null {
  const lines = said.split(/\r?\n/, 200);
  const found = userBeforeReason.exec(said)?.[2] ?? lineAfter(said, 'Error message|Exception details');
  return text(found ?? lines.find((line) => line.includes('MSIS')) ?? lines[0], 300);
}

const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

/** Raw events have it as their first value. */
function activityIn(said: string, data: JsonObject): string | null {
  const first = name(data.param1);
  return lineAfter(said, 'Activity ID|Instance ID') ?? (first !== null && guid.test(first) ? first : null);
}
