import type { JsonObject } from '../read-fields.js';

/** What a label of the rendered text is called among the event's fields; `null` for those that nobody asks for. */
const labels: Readonly<Record<string, string | null>> = {
  'Security ID': 'TargetUserSid',
  'User ID': 'TargetSid',
  'Account Name': 'TargetUserName',
  'Logon Account': 'TargetUserName',
  'Logon account': 'TargetUserName',
  'User Name': 'TargetUserName',
  'Account Domain': 'TargetDomainName',
  'Supplied Realm Name': 'TargetDomainName',
  Domain: 'TargetDomainName',
  'Logon Type': 'LogonType',
  'Failure Reason': 'FailureReason',
  Status: 'Status',
  'Result Code': 'Status',
  'Failure Code': 'Status',
  'Error Code': 'Status',
  'Sub Status': 'SubStatus',
  'Workstation Name': 'WorkstationName',
  'Source Workstation': 'Workstation',
  'Caller Computer Name': 'CallerComputerName',
  'Source Network Address': 'IpAddress',
  'Network Address': 'IpAddress',
  'Client Address': 'IpAddress',
  'Client IP Address': 'ClientIPAddress',
  'Logon Process': 'LogonProcessName',
  'Authentication Package': 'AuthenticationPackageName',
  'Service Name': 'ServiceName',
  'Target Server Name': 'TargetServerName',
  'Reason Code': 'ReasonCode',
  Reason: 'Reason',
  'Calling Station Identifier': 'CallingStationID',
  'Client Friendly Name': 'ClientName',
  'Network Policy Name': 'NetworkPolicyName',
  'NAS Identifier': 'NASIdentifier',
  'NAS IPv4 Address': 'NASIPv4Address',
  'Client Name': 'WorkstationName',
  ...ignored(
    'Logon ID|Logon GUID|Linked Logon ID|Network Account Name|Network Account Domain|Restricted Admin Mode',
    'Remote Credential Guard|Virtual Account|Elevated Token|Impersonation Level|Transited Services',
    'Package Name (NTLM only)|Key Length|Process ID|Caller Process ID|Process Name|Caller Process Name',
    'Source Port|Client Port|Port|Ticket Options|Ticket Encryption Type|Pre-Authentication Type|Service ID',
    'Additional Information|Certificate Issuer Name|Certificate Serial Number|Certificate Thumbprint',
    'Fully Qualified Account Name|Called Station Identifier|NAS IPv6 Address|NAS Port-Type|NAS Port',
    'Connection Request Policy Name|Authentication Provider|Authentication Server|Authentication Type',
    'EAP Type|Account Session Identifier|Logging Results|OS-Version|Caller User Name|Caller Domain',
    'Caller Logon ID|Session Name|Service Information|Device Name|Silo Name|Policy Name|TGT Lifetime',
  ),
};

function ignored(...words: string[]): Record<string, null> {
  return Object.fromEntries(
    words
      .join('|')
      .split('|')
      .map((word) => [word, null]),
  );
}

/** Headings of the parts that name someone else than who signs in. */
const otherParties = new Set(['Subject', 'Creator Subject', 'Client Machine', 'Service Information']);
const headings = [
  'Subject',
  'Creator Subject',
  'New Logon',
  'Logon Information',
  'Account For Which Logon Failed',
  'Account Whose Credentials Were Used',
  'Account That Was Locked Out',
  'Account Information',
  'Service Information',
  'Target Server',
  'Process Information',
  'Network Information',
  'Failure Information',
  'Additional Information',
  'Detailed Authentication Information',
  'Certificate Information',
  'User',
  'Client Machine',
  'NAS',
  'RADIUS Client',
  'Authentication Details',
  'Session',
];

/** Labels and headings by their last word, the longest first: `Network Account Name` is no `Account Name`. */
const byLastWord = new Map<string, string[]>();
for (const label of [...new Set([...headings, ...Object.keys(labels)])].sort((x, y) => y.length - x.length)) {
  const lastWord = label.slice(label.lastIndexOf(' ') + 1);
  byLastWord.set(lastWord, [...(byLastWord.get(lastWord) ?? []), label]);
}

const labelLengthMax = Math.max(...[...byLastWord.values()].flat().map((label) => label.length));
const wordBefore = /[\w-]/;

/** The label that ends before the colon at `colon`; `null` for the colons of values and sentences. */
function labelBefore(body: string, colon: number): string | null {
  const before = body.slice(Math.max(0, colon - labelLengthMax - 2), colon).trimEnd();
  const lastWord = before.slice(
    Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t'), before.lastIndexOf('\n')) + 1,
  );
  const found = byLastWord
    .get(lastWord)
    ?.find(
      (label) => before.endsWith(label) && !wordBefore.test(before[before.length - label.length - 1] ?? ' '),
    );
  return found ?? null;
}

/** Where a label stands: its first character, and the first of its value. */
interface FoundLabel {
  label: string;
  start: number;
  valueStart: number;
}

function labelsIn(body: string): readonly FoundLabel[] {
  const found: FoundLabel[] = [];
  for (
    let colon = body.indexOf(':');
    colon >= 0 && found.length < labelsMax;
    colon = body.indexOf(':', colon + 1)
  ) {
    const label = labelBefore(body, colon);
    if (label !== null) found.push({ label, start: body.lastIndexOf(label, colon), valueStart: colon + 1 });
  }
  return found;
}

const headingWords = new Set(headings);
const labelsMax = 96;
const textLengthMax = 8_000;

/**
 * The fields of the rendered text of an event in English: by lines and tabs as Windows writes it, or with all of
 * that made into blanks, as syslog relays do. A value ends where the next label, a line or a wide gap begins.
 */
export function windowsMessageFields(message: string | null): JsonObject {
  const fields: Record<string, unknown> = Object.create(null);
  if (message === null) return fields;
  const body = message.slice(0, textLengthMax);
  const found = labelsIn(body);
  let isOther = false;
  found.forEach(({ label, valueStart }, place) => {
    const value = valueAt(body.slice(valueStart, found[place + 1]?.start ?? valueStart + 1_024));
    if (headingWords.has(label) && value === '') {
      isOther = otherParties.has(label);
      return;
    }
    const field = labels[label] ?? null;
    if (field === null || value === '' || value === '-') return;
    const key = isOther ? field.replace(/^Target/, 'Subject') : field;
    fields[key] ??= value;
  });
  return found.length === 0 ? codesIn(body) : fields;
}

function valueAt(rest: string): string {
  const [line = ''] = rest.replace(/^[ \t]{1,64}/, '').split(/[\r\n\t]| {2}/, 1);
  return line.trim();
}

const statusCode = /0x[cC]0[0-9a-fA-F]{6}\b/g;

/** A text in another language: of its codes, the first is the status and the second says more. */
function codesIn(body: string): JsonObject {
  const [status, subStatus] = [...body.matchAll(statusCode)].map(([code]) => code);
  return status === undefined ? {} : { Status: status, ...(subStatus && { SubStatus: subStatus }) };
}
