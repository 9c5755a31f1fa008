import { lookup } from '@turnaway/catalog';
import { boolean, isObject, type JsonObject, name } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Zeek (Corelight): kerberos.log, ntlm.log, radius.log, ssh.log and ftp.log as JSON. What it saw on the wire is the
 * directory's or server's own answer. https://docs.zeek.org/en/master/logs/index.html
 */
export const zeek: SystemParser = {
  system: 'zeek',
  json: {
    claims: (record) => 'uid' in record && 'ts' in record && origin(record) !== null,

    read(record, context) {
      if ('request_type' in record && 'client' in record) return readKerberos(record, context);
      if ('domainname' in record || 'server_nb_computer_name' in record) return readNtlm(record, context);
      if ('result' in record && ('username' in record || 'mac' in record || 'framed_addr' in record))
        return readRadius(record, context);
      if ('auth_success' in record || 'auth_attempts' in record) return readSsh(record, context);
      return skipped(name(record._path) ?? 'connection');
    },
  },
};

/** The address that opened the connection; Elastic and Splunk write the dot in the name in their own way. */
function origin(record: JsonObject): string | null {
  const id = isObject(record.id) ? record.id.orig_h : undefined;
  return name(record['id.orig_h'] ?? record.id_orig_h ?? id);
}

type Found = Omit<Parameters<typeof signIn>[0], 'system' | 'record' | 'time' | 'timeField'>;

function found(record: JsonObject, context: ReadContext, values: Found): Reading {
  return signIn(
    {
      system: 'zeek',
      record,
      time: record.ts,
      timeField: 'ts',
      ip: origin(record),
      resource: record['id.resp_h'] ?? record.id_resp_h,
      correlationId: record.uid,
      ...values,
    },
    context,
  );
}

/** Zeek gives the name of the error, RFC 4120's without its number. */
const kerberosErrors: Readonly<Record<string, string>> = {
  KDC_ERR_NAME_EXP: '0x1',
  KDC_ERR_C_PRINCIPAL_UNKNOWN: '0x6',
  KDC_ERR_S_PRINCIPAL_UNKNOWN: '0x7',
  KDC_ERR_NULL_KEY: '0x9',
  KDC_ERR_NEVER_VALID: '0xB',
  KDC_ERR_POLICY: '0xC',
  KDC_ERR_BADOPTION: '0xD',
  KDC_ERR_ETYPE_NOSUPP: '0xE',
  KDC_ERR_PADATA_TYPE_NOSUPP: '0x10',
  KDC_ERR_CLIENT_REVOKED: '0x12',
  KDC_ERR_KEY_EXPIRED: '0x17',
  KDC_ERR_PREAUTH_FAILED: '0x18',
  KDC_ERR_PREAUTH_REQUIRED: '0x19',
  KRB_AP_ERR_BAD_INTEGRITY: '0x1F',
  KRB_AP_ERR_TKT_EXPIRED: '0x20',
  KRB_AP_ERR_REPEAT: '0x22',
  KRB_AP_ERR_SKEW: '0x25',
  KRB_AP_ERR_MODIFIED: '0x29',
  KRB_ERR_RESPONSE_TOO_BIG: '0x34',
  KRB_ERR_GENERIC: '0x3C',
};

function readKerberos(record: JsonObject, context: ReadContext): Reading {
  const succeeded = boolean(record.success);
  const error = name(record.error_msg);
  if (succeeded === null && error === null) return skipped('kerberos without an answer');
  const code = error === null ? undefined : kerberosErrors[error.split(/\s/, 1)[0] ?? error];
  const outcome = lookup({ system: 'kerberos', code: code ?? '', variant: null })?.outcome;
  return found(record, context, {
    code: succeeded === true ? '0x0' : (code ?? error ?? 'failed'),
    codeSystem: 'kerberos',
    outcome: succeeded === true ? 'success' : (outcome ?? 'failure'),
    reason: error,
    // `ana/CONTOSO.EXAMPLE` is a name and its realm.
    user: name(record.client)?.replace(/\/[A-Z0-9.-]{1,128}$/, ''),
    app: record.service,
    client: record.cipher,
  });
}

function readNtlm(record: JsonObject, context: ReadContext): Reading {
  const succeeded = boolean(record.success);
  if (succeeded === null) return skipped('ntlm without an answer');
  const status = name(record.status);
  return found(record, context, {
    code: succeeded ? 'ntlm_success' : 'ntlm_failure',
    outcome: succeeded ? 'success' : 'failure',
    reason: status,
    user: record.username,
    app: name(record.server_dns_computer_name) ?? record.server_nb_computer_name,
    device: record.hostname,
  });
}

function readRadius(record: JsonObject, context: ReadContext): Reading {
  const result = name(record.result)?.toLowerCase();
  if (result !== 'success' && result !== 'failed') return skipped('radius without an answer');
  return found(record, context, {
    code: result === 'success' ? 'Access-Accept' : 'Access-Reject',
    codeSystem: 'radius',
    outcome: result === 'success' ? 'success' : 'failure',
    reason: record.reply_msg,
    user: record.username,
    app: record.connect_info,
    device: record.mac,
  });
}

function readSsh(record: JsonObject, context: ReadContext): Reading {
  const succeeded = boolean(record.auth_success);
  if (succeeded === null) return skipped('ssh without an answer');
  return found(record, context, {
    code: succeeded ? 'ssh_success' : 'ssh_failure',
    outcome: succeeded ? 'success' : 'failure',
    app: 'ssh',
    client: record.client,
  });
}
