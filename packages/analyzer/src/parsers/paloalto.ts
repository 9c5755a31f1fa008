import type { TextRecord } from '../frame/text-record.js';
import { type JsonObject, lengths, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

const logTypes =
  'TRAFFIC|THREAT|SYSTEM|CONFIG|HIPMATCH|HIP-MATCH|GLOBALPROTECT|USERID|AUTHENTICATION|DECRYPTION|IPTAG|IP-TAG|TUNNEL|SCTP|GTP|CORRELATION|WILDFIRE|URL|DATA|AUDIT';
const csvLine = new RegExp(
  `(?:^|\\s)\\d{0,20},\\d{4}[-/]\\d\\d[-/]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[^,]{0,16},[^,]{0,64},(?:${logTypes}),`,
);

/**
 * Palo Alto Networks firewalls, Panorama and Prisma Access: GlobalProtect, authentication, User-ID and system logs, as
 * lines of comma-separated values, CEF and LEEF, or as JSON of the Strata Logging Service; traffic and the rest are
 * skipped. https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions
 */
export const paloalto: SystemParser = {
  system: 'paloalto',
  json: {
    claims(record) {
      return (
        typeof record.LogType === 'string' &&
        ('LogSourceID' in record || 'DeviceSN' in record || /palo/i.test(String(record.VendorName)))
      );
    },
    read(record, context) {
      return readLog(logOfFields(record), record, context);
    },
  },
  text: {
    claims(line) {
      return csvLine.test(line.line) || isVendorEvent(line);
    },
    read(line, context) {
      const log = csvLine.test(line.line) ? logOfCells(line.cells) : logOfEvent(line);
      return readLog(log, line.line, context);
    },
  },
};

/** What the forms have in common. */
interface PanLog {
  type: string;
  subtype: string | null;
  event: string | null;
  stage?: string | null;
  status?: string | null;
  time: unknown;
  user?: unknown;
  ip?: unknown;
  reason?: unknown;
  /** Further words: the sentence of a system log, what the server said. */
  text?: unknown;
  app?: unknown;
  country?: unknown;
  client?: unknown;
  device?: unknown;
  id?: unknown;
}

/** With a zone, which may be cut short (`+02:0`), and fractions of a second; a firewall that does not know it writes the year 1970. */
const exactTime = /^(?!1970)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d{1,2})$/;

/** The places are those of the documented order; newer versions only add to its end. */
function logOfCells(cells: readonly string[]): PanLog {
  const type = cells[3] ?? '';
  const at = (place: number) => (cells[place] === '' ? null : (cells[place] ?? null));
  const time = cells.findLast((cell) => exactTime.test(cell)) ?? at(6) ?? at(1);
  const common = { type, subtype: at(4), time };
  if (type === 'GLOBALPROTECT') {
    return {
      ...common,
      event: at(8),
      stage: at(9),
      status: at(28),
      user: at(12),
      ip: at(15) === null || at(15) === '0.0.0.0' ? at(16) : at(15),
      reason: at(26) ?? at(25),
      text: at(27),
      app: at(33),
      country: at(13),
      client: at(21),
      device: at(14),
    };
  }
  if (type === 'SYSTEM') return { ...common, event: at(8), text: at(14), app: at(9) };
  if (type === 'USERID')
    return { ...common, event: at(4), user: at(9), ip: at(8), app: at(17), text: at(16) };
  if (type === 'AUTHENTICATION') {
    return {
      ...common,
      event: at(20),
      user: at(9) ?? at(10),
      ip: at(8),
      reason: at(18) ?? at(20),
      text: at(18),
      app: at(11),
      client: at(19),
    };
  }
  return { ...common, event: at(4) };
}

function isVendorEvent({ line, vendorEvent }: TextRecord): boolean {
  return line.includes('EF:') && vendorEvent?.vendor === 'Palo Alto Networks';
}

/** CEF and LEEF; the log's type stands in the head or in `cat`. */
function logOfEvent(line: TextRecord): PanLog {
  const event = line.vendorEvent;
  const fields = event?.fields ?? {};
  const value = (...keys: string[]) => valueIn(fields, keys);
  const head = event?.eventId ?? '';
  const heads: readonly string[] = [head, fields.cat ?? '', fields.Type ?? '', event?.name ?? ''];
  const type =
    heads.map((word) => word.toUpperCase()).find((word) => typeWords.test(word)) ?? head.toUpperCase();
  return {
    ...logOfFields({ ...fields, LogType: type, Subtype: value('SubType', 'LogSubtype') ?? event?.name }),
    event:
      value('PanOSEventIDValue', 'EventIDValue', 'PanOSEventName') ??
      (type === 'USERID' ? (event?.name ?? null) : event?.format === 'leef' ? head : value('act', 'cat')),
    time: value('PanOSTimeGeneratedHighResolution', 'rt', 'start', 'devTime'),
    user: value('PanOSSourceUserName', 'duser', 'usrName', 'suser', 'PanOSAuthenticatedUserName'),
    ip: value('PanOSPublicIPv4', 'PublicIPv4', 'PanOSPublicIPv6', 'src'),
    reason: value('PanOSConnectionError', 'ConnectionError', 'PanOSQuarantineReason', 'reason', 'msg'),
    text: value('PanOSEventDescription', 'EventDescription', 'PanOSDescription', 'msg'),
    status: value('PanOSEventStatus', 'EventStatus', 'outcome'),
    stage: value('PanOSStage', 'Stage'),
    app: value('PanOSPortal', 'Portal', 'PanOSGateway', 'fname'),
    id: null,
  };
}

const typeWords =
  /^(?:GLOBALPROTECT|USERID|AUTH(?:ENTICATION)?|SYSTEM|TRAFFIC|THREAT|CONFIG|DECRYPTION|HIPMATCH)$/;

function valueIn(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = name(fields[key]);
    if (found !== null) return found;
  }
  return null;
}

function logOfFields(fields: JsonObject): PanLog {
  const value = (...keys: string[]) => valueIn(fields, keys);
  return {
    type: value('LogType')?.toUpperCase() ?? '',
    subtype: value('Subtype', 'SubType', 'LogSubtype'),
    event: value('EventName', 'EventIDValue', 'EventID', 'Subtype', 'SubType'),
    stage: value('Stage'),
    status: value('EventStatus', 'Status', 'AuthEvent'),
    time: value('TimeGeneratedHighResolution', 'EventTime', 'TimeGenerated', 'LogTime', 'TimeReceived'),
    user: value('SourceUserName', 'SourceUser', 'User', 'UserName', 'AuthenticatedUserName', 'NormalizeUser'),
    ip: value('PublicIPv4', 'PublicIPv6', 'SourceAddress', 'SourceIP', 'ClientIP'),
    reason: value('ConnectionError', 'QuarantineReason', 'AuthEvent', 'Reason'),
    text: value('EventDescription', 'Description', 'AuthenticationDescription'),
    app: value('Portal', 'Gateway', 'EventComponent', 'AuthenticationObject'),
    country: value('SourceRegion'),
    client: value('GlobalProtectClientVersion'),
    device: value('EndpointDeviceName'),
  };
}

function readLog(log: PanLog, record: unknown, context: ReadContext): Reading {
  const code = codeOf(log);
  if (code === null) return skipped(`${log.type} ${log.event ?? log.subtype ?? ''}`.trim());
  const said = text(log.text, lengths.reason) ?? '';
  const sentence = sentenceOf(said);
  return signIn(
    {
      system: 'paloalto',
      id: null,
      record,
      time: log.time,
      timeField: 'Generated Time',
      code,
      outcome: /(?:success|succ|login)$/.test(code) ? 'success' : 'failure',
      reason: log.reason ?? sentence.why ?? said,
      user: log.user ?? sentence.user,
      app: log.app ?? sentence.profile,
      ip: log.ip ?? sentence.ip,
      country: log.country,
      client: log.client,
      device: log.device,
      evidence: said,
    },
    context,
  );
}

const userWords =
  /\b(?:for user|authenticating user|User(?: name:)?) (?:'(?<quoted>[^']{1,256})'|(?<plain>[^\s',]{1,256}?)(?=[.,']?(?:\s|$)))/;
const whyWords = /Reason: {1,3}(?<why>[^.]{1,300}\.?)/;
const ipWords = /\b(?:From:|from:?) {1,3}(?<ip>[0-9A-Fa-f.:]{2,45}?)[.,]?(?:\s|$)/;
const profileWords = /\bauth profile '?(?<profile>[^',]{1,128})/;

function sentenceOf(sentence: string) {
  const user = userWords.exec(sentence)?.groups;
  return {
    user: user?.quoted ?? user?.plain,
    why: whyWords.exec(sentence)?.groups?.why,
    ip: ipWords.exec(sentence)?.groups?.ip,
    profile: profileWords.exec(sentence)?.groups?.profile,
  };
}

/** The code for a sign-in; `null` for all that is none. */
function codeOf(log: PanLog): string | null {
  if (log.type === 'GLOBALPROTECT') return globalProtectCode(log);
  if (log.type === 'SYSTEM') return systemCode(log);
  if (log.type === 'USERID') return log.event === 'login' || log.subtype === 'login' ? 'userid-login' : null;
  if (log.type !== 'AUTHENTICATION' && log.type !== 'AUTH') return null;
  const said = `${log.status ?? ''} ${log.event ?? ''} ${name(log.reason) ?? ''}`;
  return /succe|allow|authenticated/i.test(said) && !/fail|den/i.test(said)
    ? 'authentication-success'
    : 'authentication-failure';
}

/** Events at which somebody proves who they are; what follows them sets the tunnel up. */
const proofEvents: Readonly<Record<string, string>> = {
  'portal-auth': 'portal-auth',
  'gateway-auth': 'gateway-auth',
  'gw-auth': 'gateway-auth',
  'portal-login': 'portal-auth',
  'gateway-login': 'gateway-auth',
  'clientlessvpn-login': 'clientlessvpn-login',
  'satellite-portal-auth': 'portal-auth',
  'satellite-gateway-auth': 'gateway-auth',
};
const endEvents = /logout|disconnect|hip|quarantine/;

function globalProtectCode({ event, stage, status }: PanLog): string | null {
  const word = event?.toLowerCase() ?? '';
  const proof =
    proofEvents[word] ?? (stage === 'login' && !/prelogin|config/.test(word) ? 'gateway-auth' : undefined);
  const failed = /fail/i.test(status ?? '');
  if (proof !== undefined) return `${proof}-${failed ? 'failure' : 'success'}`;
  return failed && !endEvents.test(word) && stage !== 'logout' ? 'globalprotect-failure' : null;
}

function systemCode({ event, subtype, text: sentence }: PanLog): string | null {
  const word = event?.toLowerCase() ?? '';
  const said = text(sentence, lengths.reason) ?? '';
  if (/^(?:auth-fail|auth-success|globalprotect(?:portal|gateway)-auth-(?:fail|succ))$/.test(word))
    return word;
  if (/^globalprotect(?:portal|gateway)-(?:config|regist)-fail$/.test(word)) return word;
  if (subtype === 'auth' && /^failed authentication/i.test(said)) return 'auth-fail';
  if (subtype === 'auth' && /\bauthenticated for user/i.test(said)) return 'auth-success';
  return /^User \S{1,128} logged in via/.test(said) ? 'admin-login-success' : null;
}
