import type { TextRecord } from '../frame/text-record.js';
import { type WindowsEvent, windowsEventOf } from './windows-event.js';

const marks =
  /MSWinEventLog[\t #,]|AgentDevice=WindowsLog|(?:Microsoft-Windows-)?Security-Auditing[:[ "]|^(?:[^\n]{0,40}\n)?\s{0,4}(?:LogName|SourceName|EventCode)=|^Log Name:|\bEventID="\d/;

/** A document of XML is read as such. */
const xmlEvent = /<Event[\s>]/;

/** May the record be an event of Windows as text? A first look, at all lines that come in. */
export function mayBeWindowsText(record: TextRecord): boolean {
  const { vendorEvent } = record;
  if (vendorEvent !== null) return isWindowsVendorEvent(record);
  return marks.test(record.line) && !xmlEvent.test(record.line);
}

/**
 * An event of Windows as text: Splunk's block of `key=value` lines, Event Viewer's copy, Snare's and WinCollect's
 * tabs, NXLog's structured syslog, and syslog with the bare text. `null` if it is none.
 */
export function windowsEventInText(record: TextRecord): WindowsEvent | null {
  if (record.vendorEvent !== null) return isWindowsVendorEvent(record) ? vendorEventOf(record) : null;
  return (
    snareEvent(record) ??
    structuredEvent(record) ??
    winCollectEvent(record) ??
    blockEvent(record) ??
    bareEvent(record)
  );
}

/** Relays write a tab as its octal number. */
function cellsOf(line: string): string[] {
  return line
    .replaceAll('#011', '\t')
    .split('\t', 64)
    .map((cell) => cell.trim());
}

function snareEvent({ line, syslog }: TextRecord): WindowsEvent | null {
  const start = line.indexOf('MSWinEventLog');
  if (start < 0) return null;
  const [, , channel, , time, eventId, provider, , , kind, computer, , , ...rest] = cellsOf(
    line.slice(start),
  );
  return windowsEventOf({
    eventId,
    provider,
    channel,
    time: time || syslog.time,
    computer: computer || syslog.host,
    recordId: rest.length > 1 ? rest[rest.length - 1] : undefined,
    keywords: kind,
    message: rest[0],
    data: {},
  });
}

/** `[NXLOG@14506 EventID="4625" TargetUserName="…"]` of RFC 5424. */
function structuredEvent({ syslog, message }: TextRecord): WindowsEvent | null {
  const data = Object.values(syslog.structured).find(({ EventID }) => EventID !== undefined);
  if (data === undefined) return null;
  return windowsEventOf({
    eventId: data.EventID,
    provider: data.SourceName ?? data.ProviderName ?? syslog.program,
    channel: data.Channel,
    time: data.EventTime ?? syslog.time,
    computer: data.Hostname ?? syslog.host,
    recordId: data.RecordNumber,
    keywords: data.EventType ?? data.Keywords,
    message: data.Message ?? message,
    data,
  });
}

/** IBM's WinCollect: `AgentDevice=WindowsLog`, then tabs between `Key=value`. */
function winCollectEvent({ line, syslog }: TextRecord): WindowsEvent | null {
  const start = line.indexOf('AgentDevice=');
  if (start < 0) return null;
  const fields: Record<string, string> = Object.create(null);
  for (const cell of cellsOf(line.slice(start))) {
    const equals = cell.indexOf('=');
    if (equals > 0) fields[cell.slice(0, equals)] ??= cell.slice(equals + 1);
  }
  return windowsEventOf({
    eventId: fields.EventIDCode ?? fields.EventID,
    provider: fields.Source,
    channel: fields.AgentLogFile,
    time: fields.TimeGenerated ?? syslog.time,
    computer: fields.OriginatingComputer ?? fields.Computer ?? syslog.host,
    recordId: fields.RecordNumber,
    keywords: fields.EventTypeName,
    message: fields.Message,
    data: {},
  });
}

const blockField = /^[ \t]{0,4}([A-Za-z][A-Za-z ]{1,30})(?:=|:[ \t]{1,16})([^\r\n]{0,512})\r?$/;
const blockMessage = /^[ \t]{0,4}(?:Message=|Description:)/m;

/** Splunk's block: a time, lines of `key=value`, and `Message=` with the text; Event Viewer's has `Key: value`. */
function blockEvent({ line }: TextRecord): WindowsEvent | null {
  const messageAt = blockMessage.exec(line);
  const head = line.slice(0, messageAt?.index ?? line.length);
  const lines = head.split('\n', 40);
  const fields: Record<string, string> = Object.create(null);
  for (const row of lines) {
    const match = blockField.exec(row);
    if (match !== null)
      fields[(match[1] ?? '').replaceAll(' ', '').toLowerCase()] ??= (match[2] ?? '').trim();
  }
  const first = lines[0]?.trim() ?? '';
  return windowsEventOf({
    eventId: fields.eventcode ?? fields.eventid,
    provider: fields.sourcename ?? fields.source,
    channel: fields.logname,
    time: fields.date ?? (/^\d/.test(first) ? first : undefined),
    computer: fields.computername ?? fields.computer,
    recordId: fields.recordnumber,
    keywords: fields.keywords,
    message: messageAt === null ? undefined : line.slice(messageAt.index + messageAt[0].length),
    data: {},
  });
}

/** What the text of an event begins with, for shippers that leave its number out. */
const openings: readonly (readonly [start: string, eventId: number])[] = [
  ['An account was successfully logged on', 4624],
  ['An account failed to log on', 4625],
  ['An account was logged off', 4634],
  ['User initiated logoff', 4647],
  ['A logon was attempted using explicit credentials', 4648],
  ['Special privileges assigned to new logon', 4672],
  ['A user account was locked out', 4740],
  ['A user account was unlocked', 4767],
  ['A Kerberos authentication ticket (TGT) was requested', 4768],
  ['A Kerberos authentication ticket request failed', 4772],
  ['A Kerberos service ticket was requested', 4769],
  ['A Kerberos service ticket was renewed', 4770],
  ['Kerberos pre-authentication failed', 4771],
  ['The computer attempted to validate the credentials for an account', 4776],
  ['The domain controller attempted to validate the credentials for an account', 4776],
  ['The domain controller failed to validate the credentials for an account', 4777],
  ['A user was denied the access to Remote Desktop', 4825],
  ['Network Policy Server granted access to a user', 6272],
  ['Network Policy Server denied access to a user', 6273],
];
const numbered = /(?:^|[\s:])(\d{4,5}):? /;

/** `Microsoft-Windows-Security-Auditing[704]: An account failed to log on. …`, also with the number in front. */
function bareEvent({ line, message, syslog }: TextRecord): WindowsEvent | null {
  const provider = /Security-Auditing/.test(line) ? 'Microsoft-Windows-Security-Auditing' : null;
  if (provider === null) return null;
  const number = numbered.exec(message.slice(0, 80))?.[1];
  return windowsEventOf({
    eventId: number ?? openings.find(([start]) => line.includes(start))?.[1] ?? 0,
    provider,
    time: syslog.time,
    computer: syslog.host,
    keywords: /AUDIT_FAILURE|Audit Failure/i.test(message) ? 'failure' : undefined,
    message,
    data: {},
  });
}

function isWindowsVendorEvent({ vendorEvent }: TextRecord): boolean {
  return (
    vendorEvent?.vendor === 'Microsoft' && /^(?:Microsoft )?Windows(?: Event Log)?$/.test(vendorEvent.product)
  );
}

/** ArcSight's CEF and LEEF of the Security log. */
function vendorEventOf({ vendorEvent, syslog }: TextRecord): WindowsEvent | null {
  if (vendorEvent === null) return null;
  const { eventId, fields, name } = vendorEvent;
  return windowsEventOf({
    eventId: /(\d{3,5})$/.exec(eventId)?.[1] ?? fields.externalId ?? fields.EventIDCode,
    provider: /^(.{1,100}):\d/.exec(eventId)?.[1] ?? 'Microsoft-Windows-Security-Auditing',
    time: fields.rt ?? fields.end ?? fields.devTime ?? syslog.time,
    computer: fields.dvchost ?? fields.dhost ?? fields.identHostName ?? syslog.host,
    recordId: fields.cn3 ?? fields.RecordNumber,
    keywords: fields.categoryOutcome ?? fields.outcome,
    message: fields.msg ?? fields.Message ?? name,
    data: {
      TargetUserName: fields.duser ?? fields.suser ?? fields.usrName,
      TargetDomainName: fields.dntdom,
      IpAddress: fields.src ?? fields.c6a2,
      WorkstationName: fields.shost,
      LogonType: fields.cn1,
      FailureReason: fields.reason,
      Status: codeIn(fields['Reason or Error Code'] ?? fields.cs4),
      ...fields,
    },
  });
}

function codeIn(value: string | undefined): string | undefined {
  return /0x[0-9a-f]{1,8}\b/i.exec(value ?? '')?.[0];
}
