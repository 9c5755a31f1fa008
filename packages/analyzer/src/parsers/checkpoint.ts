import type { TextRecord } from '../frame/text-record.js';
import { name } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** Log Exporter's syslog form: `[action:"Accept"; loguid:"{0x…}"; …]`. */
const syslogForm =
  /\[(?:[a-z_0-9]{2,40}:"[^"]{0,2048}"; ?){2}.{0,2000}\b(?:loguid|originsicname|origin|sequencenum):"/i;
/** Its other form: `time=…|hostname=…|product=…`. */
const barForm = /(?:^|\s)(?:time|hostname|loguid)=[^|]{1,128}\|(?:[a-z_]{2,40}=[^|]{0,512}\|){2}/i;

/**
 * Check Point: Log Exporter's syslog, Splunk, CEF and LEEF forms; sign-ins of administrators, to the VPN, and to
 * Identity Awareness. https://support.checkpoint.com/results/sk/sk144192 describes the fields.
 */
export const checkpoint: SystemParser = {
  system: 'checkpoint',
  text: {
    claims(line) {
      if (syslogForm.test(line.line)) return true;
      if (barForm.test(line.line)) return /\b(?:loguid|origin|product)=/.test(line.line);
      return line.line.includes('EF:') && line.vendorEvent?.vendor === 'Check Point';
    },
    read(line, context) {
      return readLog(fieldsOf(line), line, context);
    },
  },
};

type Fields = Readonly<Record<string, string>>;

function fieldsOf(line: TextRecord): Fields {
  if (syslogForm.test(line.line)) return colonFields(line.line);
  if (!barForm.test(line.line)) {
    const event = line.vendorEvent;
    return {
      product: event?.product ?? '',
      operation: event?.name ?? event?.eventId ?? '',
      ...event?.fields,
    };
  }
  const fields: Record<string, string> = Object.create(null);
  for (const part of line.line.split('|')) {
    const equals = part.indexOf('=');
    if (equals > 0)
      fields[part.slice(0, equals).replace(/^.*\s/, '').toLowerCase()] ??= part.slice(equals + 1);
  }
  return fields;
}

function colonFields(text: string): Fields {
  const fields: Record<string, string> = Object.create(null);
  for (const match of text.matchAll(/([A-Za-z_][\w.-]{1,63}):"((?:[^"\\]|\\.){0,4096})"/g)) {
    fields[match[1] ?? ''] ??= (match[2] ?? '').replace(/\\(.)/g, '$1');
  }
  return fields;
}

const signInWords = /^(?:log ?in|failed log ?in|authentication)\b/i;

function readLog(fields: Fields, line: TextRecord, context: ReadContext): Reading {
  const operation = name(fields.operation);
  const action = name(fields.action) ?? name(fields.act);
  const isSignIn = [operation, action, name(fields.auth_status)].some(
    (word) => word !== null && signInWords.test(word),
  );
  const isVpnStatus = /^(?:successful|failed) login/i.test(fields.auth_status ?? '');
  if (!isSignIn && !isVpnStatus)
    return skipped([fields.product, operation ?? action].filter(Boolean).join(' '));
  const isAdmin = fields.administrator !== undefined || /administrator/i.test(fields.subject ?? '');
  const said = [
    fields.audit_status,
    fields.auth_status,
    fields.status,
    fields.outcome,
    action,
    fields.additional_info,
  ]
    .filter(Boolean)
    .join('\n');
  const failed = /fail|reject|den(?:y|ied)|wrong/i.test(said);
  return signIn(
    {
      system: 'checkpoint',
      id: fields.loguid,
      record: line.line,
      time: fields.time ?? fields.rt,
      timeField: 'time',
      code: `${isAdmin ? 'admin' : 'user'}-login-${failed ? 'failed' : 'success'}`,
      outcome: failed ? 'failure' : 'success',
      reason:
        name(fields.reason) ??
        name(fields.additional_info)?.replace(/^Administrator failed to log in: ?/i, '') ??
        name(fields.msg),
      user: fields.administrator ?? fields.user ?? fields.suser ?? fields.duser ?? fields.src_user_name,
      app: fields.product,
      resource: fields.device_name ?? fields.origin_name ?? fields.origin,
      ip: fields.client_ip ?? fields.src ?? fields.src_ip,
      country: fields.src_country,
      client: fields.client_name ?? fields.auth_method,
      device: fields.machine ?? fields.src_machine_name,
    },
    context,
  );
}
