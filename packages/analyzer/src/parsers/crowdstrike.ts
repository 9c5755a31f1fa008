import type { TextRecord } from '../frame/text-record.js';
import { boolean, isObject, type JsonObject, listIn, name, objectIn } from '../read-fields.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * CrowdStrike Falcon: event streams as `{metadata, event}`, in CEF and LEEF by the SIEM connector, and the sensor's
 * sign-ins to Windows hosts (Falcon Data Replicator), which carry Windows' own codes.
 * https://github.com/CrowdStrike/falcon-integration-gateway
 */
export const crowdstrike: SystemParser = {
  system: 'crowdstrike',
  json: {
    claims(record) {
      const { metadata } = record;
      if (isObject(metadata) && isObject(record.event)) return typeof metadata.eventType === 'string';
      return sensorEventOf(record) !== null && ('aid' in record || 'cid' in record);
    },

    read(record, context) {
      const sensorEvent = sensorEventOf(record);
      if (sensorEvent !== null) return readSensorEvent(record, sensorEvent, context);
      const metadata = objectIn(record.metadata);
      const event = objectIn(record.event);
      const type = name(metadata.eventType) ?? '';
      const operation = name(event.OperationName) ?? '';
      if (type !== 'AuthActivityAuditEvent') return skipped(type);
      if (!signInOperations.has(operation)) return skipped(`${type} ${operation}`);
      const succeeded = boolean(event.Success) === true;
      return signIn(
        {
          system: 'crowdstrike',
          record,
          time: event.UTCTimestamp ?? metadata.eventCreationTime,
          timeField: 'UTCTimestamp',
          code: succeeded ? operation : `${operation} failed`,
          outcome: succeeded ? 'success' : 'failure',
          reason: keyValue(event, 'error') ?? keyValue(event, 'reason'),
          user: event.UserId,
          userId: keyValue(event, 'target_uuid'),
          app: event.ServiceName,
          ip: event.UserIp,
        },
        context,
      );
    },
  },
  text: {
    claims({ vendorEvent }) {
      return vendorEvent?.vendor.toLowerCase() === 'crowdstrike';
    },
    read: readVendorEvent,
  },
};

type Context = Parameters<typeof signIn>[1];

/** The operations of the console's own sign-in; others change users or start streams. */
const signInOperations = new Set([
  'userAuthenticate',
  'twoFactorAuthenticate',
  'saml2Assert',
  'ssoAuthenticate',
]);

function keyValue(event: JsonObject, key: string): string | null {
  const pair = listIn(event.AuditKeyValues)
    .filter(isObject)
    .find(({ Key }) => Key === key);
  return name(pair?.ValueString);
}

function readVendorEvent(line: TextRecord, context: Context): Reading {
  const event = line.vendorEvent;
  const fields = event?.fields ?? {};
  const operation = event?.eventId ?? '';
  if (!signInOperations.has(operation)) return skipped(fields.cat ?? operation);
  const succeeded = boolean(fields.outcome ?? fields.Success ?? fields.success) === true;
  return signIn(
    {
      system: 'crowdstrike',
      record: line.line,
      time: fields.rt ?? fields.devTime ?? fields.UTCTimestamp,
      timeField: 'rt',
      code: succeeded ? operation : `${operation} failed`,
      outcome: succeeded ? 'success' : 'failure',
      reason: fields.reason,
      user: fields.duser ?? fields.usrName ?? fields.suser,
      app: fields.deviceProcessName ?? fields.ServiceName ?? fields.service,
      ip: fields.src ?? fields.destinationTranslatedAddress ?? fields.dst,
    },
    context,
  );
}

const sensorSignIns = new Set(['UserLogon', 'UserLogonFailed', 'UserLogonFailed2']);

function sensorEventOf(record: JsonObject): string | null {
  return name(record.event_simpleName ?? record['#event_simpleName'] ?? record.fdr_event_type);
}

function readSensorEvent(record: JsonObject, kind: string, context: Context): Reading {
  if (!sensorSignIns.has(kind)) return skipped(kind);
  const field = (key: string) => record[`${key}_decimal`] ?? record[key];
  const failed = kind !== 'UserLogon';
  const status = failed ? (statusText(field('SubStatus')) ?? statusText(field('Status'))) : null;
  return signIn(
    {
      system: 'crowdstrike',
      id: record.id,
      record,
      time: record.timestamp ?? field('ContextTimeStamp') ?? record['@timestamp'],
      timeField: 'timestamp',
      code: status ?? kind,
      ...(status === null ? {} : { codeSystem: 'windows' }),
      outcome: failed ? 'failure' : 'success',
      user: record.UserName,
      userId: record.UserSid,
      app: record.ComputerName,
      ip: record.RemoteAddressIP4 ?? record.RemoteIP ?? record.RemoteAddressIP6,
      device: record.ClientComputerName,
    },
    context,
  );
}

/** NTSTATUS as the catalog writes it: `3221225578` is `0xC000006A`. Zero says nothing. */
function statusText(value: unknown): string | null {
  const number = Number(name(value) ?? 0);
  if (!Number.isInteger(number) || number === 0) return null;
  return `0x${(number >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
