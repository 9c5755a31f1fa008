import type { Outcome } from '@turnaway/contracts/taxonomy';
import { type JsonObject, joined, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';
import {
  type WindowsEvent,
  windowsEventIdentity,
  windowsEventIn,
  windowsProviderIn,
} from './windows-event.js';
import { mayBeWindowsText, windowsEventInText } from './windows-text.js';

/**
 * Windows: the Security log of servers, workstations and domain controllers, with Kerberos and Network Policy
 * Server in it; in the shapes of windows-event.ts and windows-text.ts. Other logs of Windows are skipped.
 * https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/
 */
export const windows: SystemParser = {
  system: 'windows',
  json: {
    claims: (record) => windowsProviderIn(record) !== null,
    read(record, context) {
      const event = windowsEventIn(record);
      return event === null ? skipped('event without a number') : readWindowsEvent(event, record, context);
    },
  },
  text: {
    claims: mayBeWindowsText,
    read(record, context) {
      const event = windowsEventInText(record);
      return event === null
        ? skipped('event without a number')
        : readWindowsEvent(event, record.line, context);
    },
  },
};

const securityProvider = /^(?:Microsoft[- ]Windows[- ])?Security(?:[- ]Auditing)?\.?$/i;

function readWindowsEvent(event: WindowsEvent, record: unknown, context: ReadContext): Reading {
  const { eventId, provider, data } = event;
  const kind = securityProvider.test(provider) ? signInKindOf(event) : null;
  if (kind === null) return skipped(securityProvider.test(provider) ? `event ${eventId}` : provider);
  const target = known(data.TargetUserName ?? data.AccountName);
  const user = target ?? known(data.SubjectUserName);
  const userId = sidOf(
    data.TargetUserSid ?? data.TargetSid ?? (target === null ? data.SubjectUserSid : null),
  );
  const logonType = logonTypes.get(text(data.LogonType, 4) ?? '') ?? null;
  const workstation = known(data.WorkstationName ?? data.Workstation ?? data.ClientName ?? kind.device);
  return signIn(
    {
      system: 'windows',
      ...kind,
      id: windowsEventIdentity(event),
      record,
      time: event.time,
      timeField: 'TimeCreated',
      reason: failureReason(data),
      user,
      userId,
      app: kind.app,
      resource: event.computer,
      ip: data.IpAddress ?? data.ClientAddress,
      client: joined(', ', logonType?.title ?? null, packageIn(data)),
      device: workstation?.replace(/^\\+/, ''),
      interactive: isProgram(user, userId) ? false : (kind.interactive ?? logonType?.interactive ?? null),
      correlationId: guidOf(data.LogonGuid),
      requestId: event.recordId,
      evidence: event.message,
    },
    context,
  );
}

/** What an event of the Security log is as a sign-in. */
interface SignInKind {
  outcome: Outcome;
  code: string;
  codeSystem?: string;
  carrier?: string | null;
  app?: string | null;
  /** Where it came from, for events that name it in a place of their own. */
  device?: unknown;
  interactive?: boolean | null;
}

/** `null` for events that are no sign-in: sign-outs, account changes, privileges, processes, files. */
function signInKindOf({ eventId, audit, data }: WindowsEvent): SignInKind | null {
  const outcome = audit === 'failure' ? 'failure' : 'success';
  switch (eventId) {
    case 4624:
    case 528:
    case 540:
      return { outcome: 'success', code: '4624' };
    case 4625:
      return statusKind(data, '4625');
    case 4648:
      return { outcome, code: '4648', app: known(data.TargetServerName) };
    case 4740:
    case 644:
      return { outcome: 'failure', code: '4740', device: data.CallerComputerName ?? data.TargetDomainName };
    case 4768:
    case 4770:
    case 672:
    case 674:
      return kerberosKind(data, outcome);
    case 4769:
    case 673:
      return { ...kerberosKind(data, outcome), app: known(data.ServiceName), interactive: false };
    case 4771:
    case 4772:
    case 4773:
    case 675:
    case 676:
    case 677:
      return kerberosKind(data, 'failure');
    case 4776:
    case 680:
      return validationKind(data, outcome);
    case 4777:
    case 681:
      return { ...statusKind(data, '4777') };
    case 4778:
      return { outcome: 'success', code: '4778', interactive: true };
    case 4649:
    case 4820:
    case 4821:
    case 4822:
    case 4823:
    case 4824:
    case 4825:
      return { outcome: 'failure', code: String(eventId) };
    case 6272:
    case 6278:
      return { outcome: 'success', code: '0', codeSystem: 'nps', app: known(data.NetworkPolicyName) };
    case 6273:
    case 6274:
      return networkPolicyKind(data, eventId);
    case 6279:
      return { outcome: 'failure', code: '6279' };
    default: {
      const code = formerFailures.get(eventId);
      return code === undefined ? null : { outcome: 'failure', code };
    }
  }
}

/** Failures before Windows Vista, which had a number each, by the status that stands for them since. */
const formerFailures: ReadonlyMap<number, string> = new Map([
  [529, '0xC000006D'],
  [530, '0xC000006F'],
  [531, '0xC0000072'],
  [532, '0xC0000193'],
  [533, '0xC0000070'],
  [534, '0xC000015B'],
  [535, '0xC0000071'],
  [536, '0xC0000192'],
  [537, '4625'],
  [539, '0xC0000234'],
]);

/** The sub-status says why; the status stands around it, or for it where there is none. */
function statusKind(data: JsonObject, without: string): SignInKind {
  const status = hexOf(data.Status, 8);
  const subStatus = hexOf(data.SubStatus, 8);
  return {
    outcome: 'failure',
    code: subStatus ?? status ?? without,
    carrier: subStatus === null ? null : status,
  };
}

function validationKind(data: JsonObject, outcome: Outcome): SignInKind {
  const status = hexOf(data.Status, 8);
  if (status !== null) return { outcome: 'failure', code: status };
  return outcome === 'failure' ? { outcome, code: '4776' } : { outcome, code: '0x0' };
}

function kerberosKind(data: JsonObject, outcome: Outcome): SignInKind {
  const status = hexOf(data.Status, 1);
  if (status !== null) return { outcome: 'failure', code: status, codeSystem: 'kerberos' };
  return outcome === 'failure' ? { outcome, code: '4768' } : { outcome, code: '0x0', codeSystem: 'kerberos' };
}

function networkPolicyKind(data: JsonObject, eventId: number): SignInKind {
  const reason = text(data.ReasonCode, 8);
  const app = known(data.NetworkPolicyName) ?? known(data.ProxyPolicyName);
  return reason === null || !/^\d{1,5}$/.test(reason)
    ? { outcome: 'failure', code: String(eventId), app }
    : { outcome: 'failure', code: reason, codeSystem: 'nps', app };
}

/** `0xC000006A` from any spelling of it, also a decimal with or without a sign; `null` for none and for zero. */
function hexOf(value: unknown, lengthMin: number): string | null {
  const written = text(value, 20);
  if (written === null || !/^(?:0x[0-9a-f]{1,8}|-?\d{1,10})$/i.test(written)) return null;
  const number = Number(written) >>> 0;
  return number === 0 ? null : `0x${number.toString(16).toUpperCase().padStart(lengthMin, '0')}`;
}

/** A kind of logon; `interactive`: is a person at the screen in it? `null` where the kind does not tell. */
interface LogonType {
  title: string;
  interactive: boolean | null;
}

const logonTypes: ReadonlyMap<string, LogonType> = new Map([
  ['0', { title: 'System start', interactive: false }],
  ['2', { title: 'Interactive', interactive: true }],
  ['3', { title: 'Network', interactive: null }],
  ['4', { title: 'Batch', interactive: false }],
  ['5', { title: 'Service', interactive: false }],
  ['7', { title: 'Unlock', interactive: true }],
  ['8', { title: 'Network, clear text', interactive: null }],
  ['9', { title: 'New credentials', interactive: null }],
  ['10', { title: 'Remote Desktop', interactive: true }],
  ['11', { title: 'Cached interactive', interactive: true }],
  ['12', { title: 'Cached Remote Desktop', interactive: true }],
  ['13', { title: 'Cached unlock', interactive: true }],
]);

/** Local System, services, anonymous, the desktop's own accounts, virtual accounts. */
const programSid = /^S-1-5-(?:7|18|19|20|80(?:-.*)?|82(?:-.*)?|83(?:-.*)?|90(?:-.*)?|96(?:-.*)?)$/;

/** Is it a computer's or a service's account, behind which no person can be? */
function isProgram(user: string | null, sid: string | null): boolean {
  return user?.split('@', 1)[0]?.endsWith('$') === true || (sid !== null && programSid.test(sid));
}

/** The package that checks NTLM has a name of its own. */
function packageIn(data: JsonObject): string | null {
  const found = known(data.AuthenticationPackageName) ?? known(data.PackageName);
  return found?.startsWith('MICROSOFT_AUTHENTICATION_PACKAGE') ? 'NTLM' : found;
}

/** Windows writes `-` where it does not know. */
function known(value: unknown): string | null {
  const found = name(value);
  return found === '-' || found === '--' || found === 'N/A' ? null : found;
}

/** `S-1-0-0` is nobody's. */
function sidOf(value: unknown): string | null {
  const sid = known(value)?.replace(/^%\{(.*)\}$/, '$1') ?? null;
  return sid === 'S-1-0-0' || sid === 'NULL SID' || sid === 'NONE_MAPPED' ? null : sid;
}

function guidOf(value: unknown): string | null {
  const guid = known(value)?.replace(/^\{(.*)\}$/, '$1') ?? null;
  return guid === null || /^[0-]+$/.test(guid) ? null : guid;
}

/** What `%%2313` and the like stand for in the event's own text. */
const failureReasons: ReadonlyMap<string, string> = new Map([
  ['%%2304', 'An error occurred during sign-in'],
  ['%%2305', 'Account expired'],
  ['%%2306', 'Net Logon is not active'],
  ['%%2307', 'Account locked out'],
  ['%%2308', 'This type of sign-in is not granted to the account on this computer'],
  ['%%2309', 'Password expired'],
  ['%%2310', 'Account disabled'],
  ['%%2311', 'Outside the hours that the account may sign in'],
  ['%%2312', 'Not allowed to sign in on this computer'],
  ['%%2313', 'Unknown user name or wrong password'],
]);

function failureReason(data: JsonObject): string | null {
  const reason = known(data.FailureReason) ?? known(data.Reason);
  return reason === null ? null : (failureReasons.get(reason) ?? reason);
}
