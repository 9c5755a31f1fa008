import { isObject, type JsonObject, joined, lengths, name, objectIn, text } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * The audit log of HashiCorp Vault and OpenBao. Of the two entries a request has, the one with the answer counts.
 * https://developer.hashicorp.com/vault/docs/audit
 */
export const vault: SystemParser = {
  system: 'vault',
  json: {
    claims(record) {
      if (record.type !== 'request' && record.type !== 'response') return false;
      const { request } = record;
      return isObject(request) && typeof request.path === 'string' && 'operation' in request;
    },

    read(record, context) {
      const request = objectIn(record.request);
      const path = text(request.path, lengths.name) ?? '';
      if (!signInPath.test(path)) return skipped(name(request.operation));
      if (record.type === 'request') return skipped('login request');
      const response = objectIn(record.response);
      const auth = isObject(response.auth) ? response.auth : objectIn(record.auth);
      const error = text(record.error, lengths.reason) ?? text(objectIn(response.data).error, lengths.reason);
      const succeeded = error === null && ('client_token' in auth || 'accessor' in auth);
      const mustPassMfa = error === null && isObject(auth.mfa_requirement);
      const validates = path.startsWith('sys/mfa/validate');
      return signIn(
        {
          system: 'vault',
          id: request.id,
          record,
          time: record.time,
          timeField: 'time',
          code: codeOf(validates, mustPassMfa, succeeded),
          outcome: mustPassMfa ? 'interrupt' : succeeded ? 'success' : 'failure',
          reason: error,
          user: personIn(auth, path),
          userId: auth.entity_id,
          app: request.mount_point ?? mountIn.exec(path)?.[0],
          ip: request.remote_address,
          requestId: request.id,
          evidence: joined(' ', name(request.mount_type), path),
        },
        context,
      );
    },
  },
};

/** `auth/userpass/login/ana`, `auth/ldap-north/login/ana`, `auth/oidc/oidc/callback`, `sys/mfa/validate`. */
const signInPath = /^(?:auth\/.{1,200}\/(?:login(?:\/|$)|callback$)|sys\/mfa\/validate$)/;
const mountIn = /^auth\/[^/]{1,100}/;
const nameInPath = /\/login\/([^/]{1,200})$/;

function codeOf(validates: boolean, mustPassMfa: boolean, succeeded: boolean): string {
  if (mustPassMfa) return 'mfa required';
  if (validates) return succeeded ? 'login' : 'mfa failed';
  return succeeded ? 'login' : 'login failed';
}

function personIn(auth: JsonObject, path: string): unknown {
  const metadata = objectIn(auth.metadata);
  return metadata.username ?? metadata.role_name ?? nameInPath.exec(path)?.[1] ?? auth.display_name;
}
