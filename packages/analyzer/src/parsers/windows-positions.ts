import { isObject, type JsonObject } from '../read-fields.js';

/** Fields of an event by their names. */
export type PositionalFields = JsonObject;

const subject = ['SubjectUserSid', 'SubjectUserName', 'SubjectDomainName', 'SubjectLogonId'];
const target = ['TargetUserSid', 'TargetUserName', 'TargetDomainName'];

/** The order in which the events of the Security log list their values, for shippers that drop the names. */
const orders: ReadonlyMap<number, readonly string[]> = new Map([
  [
    4624,
    [
      ...subject,
      ...target,
      'TargetLogonId',
      'LogonType',
      'LogonProcessName',
      'AuthenticationPackageName',
      'WorkstationName',
      'LogonGuid',
      'TransmittedServices',
      'LmPackageName',
      'KeyLength',
      'ProcessId',
      'ProcessName',
      'IpAddress',
      'IpPort',
    ],
  ],
  [
    4625,
    [
      ...subject,
      ...target,
      'Status',
      'FailureReason',
      'SubStatus',
      'LogonType',
      'LogonProcessName',
      'AuthenticationPackageName',
      'WorkstationName',
      'TransmittedServices',
      'LmPackageName',
      'KeyLength',
      'ProcessId',
      'ProcessName',
      'IpAddress',
      'IpPort',
    ],
  ],
  [
    4648,
    [
      ...subject,
      'LogonGuid',
      'TargetUserName',
      'TargetDomainName',
      'TargetLogonGuid',
      'TargetServerName',
      'TargetInfo',
      'ProcessId',
      'ProcessName',
      'IpAddress',
      'IpPort',
    ],
  ],
  [4740, ['TargetUserName', 'TargetDomainName', 'TargetSid', ...subject]],
  [
    4768,
    [
      'TargetUserName',
      'TargetDomainName',
      'TargetSid',
      'ServiceName',
      'ServiceSid',
      'TicketOptions',
      'Status',
      'TicketEncryptionType',
      'PreAuthType',
      'IpAddress',
      'IpPort',
    ],
  ],
  [
    4769,
    [
      'TargetUserName',
      'TargetDomainName',
      'ServiceName',
      'ServiceSid',
      'TicketOptions',
      'TicketEncryptionType',
      'IpAddress',
      'IpPort',
      'Status',
    ],
  ],
  [
    4771,
    [
      'TargetUserName',
      'TargetSid',
      'ServiceName',
      'TicketOptions',
      'Status',
      'PreAuthType',
      'IpAddress',
      'IpPort',
    ],
  ],
  [4776, ['PackageName', 'TargetUserName', 'Workstation', 'Status']],
  [4778, ['AccountName', 'AccountDomain', 'LogonID', 'SessionName', 'ClientName', 'ClientAddress']],
  [4825, ['AccountName', 'AccountDomain', 'LogonID', 'ClientAddress']],
]);

/** Names the values of an event by their places; bare values, and the `{Value}` of PowerShell. */
export function positionalFields(eventId: number, values: readonly unknown[]): PositionalFields {
  const fields: Record<string, unknown> = Object.create(null);
  orders.get(eventId)?.forEach((field, place) => {
    const value = values[place];
    const plain = isObject(value) ? (value.Value ?? value.value) : value;
    if (plain !== undefined && plain !== null && plain !== '-') fields[field] = plain;
  });
  return fields;
}
