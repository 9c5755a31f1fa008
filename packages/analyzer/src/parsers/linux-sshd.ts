import type { LineRule } from './line-rules.js';

const user = '(?<user>.{0,256})';
const ip = '(?<ip>[^\\s\\]]{1,255})';
/** Before the sentence: its level, and what Solaris puts there. */
const start = '^(?:\\[ID \\d{1,9} [a-z0-9.]{1,32}\\] )?(?:error: |fatal: |debug\\d: |WARNING: )?';

function failure(code: string, pattern: string): LineRule {
  return { code, outcome: 'failure', pattern: new RegExp(start + pattern, 'i') };
}

function dropped(code: string, why: string): LineRule {
  return failure(code, `drop connection #\\d{1,9} from \\[${ip}\\]:\\d{1,5} on .{0,128}${why}`);
}

/**
 * What OpenSSH writes about refusals, by code of the catalog; results of a method (`Failed password for …`) are read
 * by `sshdResult`. The sentences are those of auth.c, auth2.c, auth2-pubkey.c, sshd.c and srclimit.c.
 */
export const sshdRules: readonly LineRule[] = [
  failure('invalid_user', `(?:invalid|illegal) user ${user} from ${ip}`),
  failure('deny_users', `User ${user} from ${ip} not allowed because listed in DenyUsers`),
  failure('allow_users', `User ${user} from ${ip} not allowed because not listed in AllowUsers`),
  failure('not_in_any_group', `User ${user} from ${ip} not allowed because not in any group`),
  failure('deny_groups', `User ${user} from ${ip} not allowed because a group is listed in DenyGroups`),
  failure('allow_groups', `User ${user} from ${ip} not allowed because none of user's groups`),
  failure('locked', `User ${user} not allowed because account is locked`),
  failure('shell_missing', `User ${user} not allowed because shell .{0,256} does not exist`),
  failure('shell_not_exec', `User ${user} not allowed because shell .{0,256} is not executable`),
  failure('expired', `Account ${user} has expired`),
  failure('password_aged', `User ${user} password has expired \\(password aged`),
  failure('password_root_forced', `User ${user} password has expired \\(root forced`),
  failure('shadow_missing', `Could not get shadow information for ${user}$`),
  failure('root_refused', `ROOT LOGIN REFUSED FROM ${ip}`),
  failure('pam_account_denied', `Access denied for user ${user} by PAM account configuration`),
  failure(
    'key_from_not_allowed',
    `Authentication tried for ${user} with correct key but not from a permitted host \\(host=[^,]{0,255}, ip=(?<ip>[^),]{1,64})`,
  ),
  failure(
    'cert_source_not_allowed',
    `Authentication tried for ${user} with valid certificate but not from a permitted (?:source address|host) \\((?<ip>[^)]{1,64})`,
  ),
  failure('key_entry_expired', '.{0,512}: entry expired at '),
  failure(
    'fido_presence',
    `public key .{0,512}signature for (?:invalid user )?${user} from ${ip} port \\d{1,5} rejected: user (?:presence|verification)`,
  ),
  failure('key_revoked', 'Authentication key .{1,256} revoked by file '),
  failure('revoked_key_used', `revoked key for ${user} attempted authentication`),
  failure('cert_refused', 'Refusing certificate ID '),
  failure('bad_ownership', 'Authentication refused: bad ownership or modes'),
  failure(
    'sig_alg_not_accepted',
    '(?:userauth_pubkey: )?(?:signature algorithm|key type) \\S{1,64} not in Pubkey',
  ),
  failure(
    'hostbased_alg_not_accepted',
    '(?:userauth_hostbased: )?(?:signature algorithm|key type) \\S{1,64} not in Hostbased',
  ),
  failure('hostbased_mismatch', 'userauth_hostbased mismatch: '),
  failure(
    'unable_to_negotiate',
    'Unable to negotiate with (?<ip>[0-9a-f.:]{2,45}?)(?: port \\d{1,5})?: (?<why>[^.]{1,200})',
  ),
  failure('unable_to_negotiate', 'Unable to negotiate a key exchange method'),
  failure('unable_to_negotiate', '(?<why>no matching [a-z ]{3,32} found): client '),
  failure('auth_methods_unsatisfiable', 'AuthenticationMethods .{0,256}cannot be satisfied'),
  failure(
    'max_auth_tries',
    `maximum authentication attempts exceeded for (?:invalid user )?${user} from ${ip}`,
  ),
  failure(
    'too_many_failures',
    `Disconnecting (?:authenticating|invalid) user ${user} ${ip} port \\d{1,5}: Too many authentication failures`,
  ),
  failure(
    'too_many_failures',
    'Disconnecting: Too many authentication failures(?: for (?:invalid user )?(?<user>[^\\[]{0,256}))?',
  ),
  failure(
    'change_user',
    `(?:Disconnecting (?:authenticating|invalid) user ${user} ${ip} port \\d{1,5}: |Disconnecting.{0,300})?Change of username or service not allowed`,
  ),
  failure(
    'conn_closed_invalid_user',
    `(?:Connection (?:closed|reset) by|Disconnected from|Disconnecting) invalid user ${user} ${ip} port \\d{1,5}`,
  ),
  failure(
    'conn_closed_auth_user',
    `Connection (?:closed|reset) by authenticating user ${user} ${ip} port \\d{1,5}`,
  ),
  failure(
    'disconnected_preauth',
    `(?:Disconnected from|Disconnecting) authenticating user ${user} ${ip} port \\d{1,5}`,
  ),
  failure('login_grace', `Timeout before authentication for (?:connection from )?${ip}`),
  dropped('max_startups', 'past MaxStartups'),
  dropped('per_source_max', 'past PerSourceMaxStartups'),
  dropped('penalty_authfail', 'penalty: failed authentication'),
  dropped('penalty_invaliduser', 'penalty: attempted authentication by invalid user'),
  dropped('penalty_grace', 'penalty: exceeded LoginGraceTime'),
  dropped('penalty_crash', 'penalty: caused crash'),
  dropped('penalty_noauth', 'penalty: connections without attempting'),
  dropped('penalty_refused', 'penalty: connection prohibited'),
  dropped('penalty_drop', 'penalty: '),
  failure('invalid_user', `PAM: [^\\n]{1,128} for (?:illegal|invalid) user ${user} from ${ip}`),
  failure('pam_error', `PAM: [^\\n]{1,128} for ${user} from ${ip}`),
  failure('pam_user_mismatch', 'PAM user ".{0,256}" does not match previous '),
  failure('username_too_long', `Username too long from ${ip}`),
  failure('not_allowed_now', 'Not allowed at this time'),
];

const resultStart =
  '^(?:\\[ID \\d{1,9} [a-z0-9.]{1,32}\\] )?(?<what>Accepted|Failed|Postponed|Partial) (?<method>[a-z][a-z0-9/_.-]{0,63}) for (?<invalid>(?:invalid|illegal) user )?';
/**
 * Names are chosen by those who knock, and `ana from 192.0.2.9 port 1 ssh2` is one. The address is the one that ends
 * the sentence, or stands before the key; else the last.
 */
const results = [
  new RegExp(
    `${resultStart}(?<user>.{0,256}?) from (?<ip>\\S{1,255})(?: port \\d{1,5})?(?: ssh\\d)?(?:$|(?: \\[preauth\\])$|: (?=ruser |[A-Z][A-Z0-9-]{2,31} [A-Z0-9]{2,8}:|[A-Z]{3,8} [0-9a-f]{2}:))`,
  ),
  new RegExp(`${resultStart}(?<user>.{0,256}) from (?<ip>\\S{1,255})(?: port \\d{1,5}|$| ssh)`),
];
const methodCodes: Readonly<Record<string, string>> = {
  'keyboard-interactive': 'kbdint',
  'keyboard-interactive/pam': 'kbdint',
  'gssapi-with-mic': 'gssapi',
  'gssapi-keyex': 'gssapi_keyex',
  rsa: 'publickey',
};

/** `Accepted publickey for ana from …`: the result of an authentication method; `null` for all other sentences. */
export function sshdResult(message: string) {
  const values = results.map((result) => result.exec(message)?.groups).find((groups) => groups !== undefined);
  if (values === undefined) return null;
  const method = values.method ?? '';
  const what = (values.what ?? '').toLowerCase();
  const isStep = (what === 'postponed' || what === 'partial') && values.invalid === undefined;
  return {
    code: resultCode(
      what,
      methodCodes[method] ?? method.split('/', 1)[0] ?? method,
      values.invalid !== undefined,
    ),
    outcome: outcomeOf(what, isStep),
    user: values.user,
    ip: values.ip,
    method,
  };
}

function outcomeOf(what: string, isStep: boolean): LineRule['outcome'] {
  if (what === 'accepted') return 'success';
  return isStep ? 'interrupt' : 'failure';
}

function resultCode(what: string, method: string, isUnknownUser: boolean): string {
  if (what === 'postponed' || what === 'partial') return isUnknownUser ? 'invalid_user' : what;
  if (!isUnknownUser) return `${what}_${method}`;
  return method === 'password' ? 'failed_password_invalid_user' : 'invalid_user';
}
