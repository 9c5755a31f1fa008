import type { RejectReason } from './batch-facts.js';
import type { TextDetailKind } from './catalog-entry.js';
import type { Dialect } from './ingest-requests.js';
import type { Actor, Audience, Cause, Outcome, Source } from './taxonomy.js';

/** The taxonomy's words as people read them: on screen, on the terminal and in alerts. */
export const causeLabels: Readonly<Record<Cause, string>> = {
  'security-threat': 'Security threat',
  throttling: 'Throttling',
  'service-fault': 'Service fault',
  'expected-step': 'Expected step',
  'user-declined': 'Declined by the person',
  'user-credential': 'Wrong credential',
  'account-state': 'Account state',
  mfa: 'Second factor',
  consent: 'Consent',
  'access-policy': 'Access policy',
  'token-lifecycle': 'Token lifecycle',
  'client-credential': 'App credential',
  'idp-config': 'Identity provider setup',
  'app-config': 'App setup',
  unclassified: 'Not classified',
};

export const sourceLabels: Readonly<Record<Source, string>> = {
  'identity-provider': 'identity provider',
  'federated-provider': 'federated provider',
  'hybrid-agent': 'on-premises agent',
  directory: 'directory',
  'factor-provider': 'factor provider',
  client: 'client',
  resource: 'resource',
  host: 'host',
  network: 'network',
  outside: 'outside sign-in',
  unknown: 'unknown',
};

export const actorLabels: Readonly<Record<Actor, string>> = {
  'end-user': 'the person',
  'help-desk': 'help desk',
  'tenant-admin': 'tenant admin',
  'app-developer': 'app developer',
  'idp-operator': 'provider operator',
  nobody: 'nobody',
};

export const audienceLabels: Readonly<Record<Audience, string>> = {
  'end-user': 'Person signing in',
  'help-desk': 'Help desk',
  'tenant-admin': 'Admin',
  'app-developer': 'App developer',
};

export const outcomeLabels: Readonly<Record<Outcome, string>> = {
  success: 'Success',
  interrupt: 'Expected prompt',
  conditional: 'Failure unless resolved',
  failure: 'Failure',
  other: 'Not a sign-in',
};

export const textDetailLabels: Readonly<Record<TextDetailKind, string>> = {
  user: 'User',
  tenant: 'Tenant',
  app: 'App',
  resource: 'Resource',
  'redirect-uri': 'Redirect address',
  ip: 'IP address',
  'correlation-id': 'Correlation id',
  'trace-id': 'Trace id',
  'request-id': 'Request id',
  timestamp: 'Time',
};

/** Senders, by the way that they push. */
export const dialectLabels: Readonly<Record<Dialect, string>> = {
  plain: 'HTTP',
  auth0: 'Auth0',
  okta: 'Okta',
  'event-grid': 'Event Grid',
  cloudevents: 'CloudEvents',
  firehose: 'Firehose',
  pubsub: 'Pub/Sub',
  logpush: 'Logpush',
  keycloak: 'Keycloak',
  authentik: 'authentik',
  zitadel: 'ZITADEL',
  fusionauth: 'FusionAuth',
  ory: 'Ory',
  svix: 'Svix',
  'fluent-bit': 'Fluent Bit',
  fluentd: 'Fluentd',
  vector: 'Vector',
  logstash: 'Logstash',
  rsyslog: 'rsyslog',
  'syslog-ng': 'syslog-ng',
  'splunk-hec': 'Splunk HEC',
  otlp: 'OpenTelemetry',
  loki: 'Loki',
  datadog: 'Datadog',
  elasticsearch: 'Elasticsearch',
  turnaway: 'Turnaway',
};

export const rejectReasonLabels: Readonly<Record<RejectReason, string>> = {
  not_json: 'Not JSON',
  not_a_record: 'Not a record',
  invalid_utf8: 'Text that is not UTF-8',
  too_large: 'Too large',
  too_deep: 'Nested too deep',
  unknown_system: 'No system that is known',
  missing_time: 'Without a time',
  invalid_time: 'With a time that cannot be read',
  missing_field: 'Without a field that is needed',
  too_old: 'Too old',
  in_future: 'In the future',
};

/** Systems whose names are more than their words in capitals. */
const systemLabels: Readonly<Record<string, string>> = {
  '1password': '1Password',
  'ad-fs': 'AD FS',
  apple: 'Sign in with Apple',
  'authorize-net': 'Authorize.Net',
  aws: 'AWS sign-in',
  'aws-identity-center': 'AWS IAM Identity Center',
  'aws-sts': 'AWS Security Token Service',
  'azure-service-bus': 'Azure Service Bus and Notification Hubs',
  beyondtrust: 'BeyondTrust',
  cef: 'Common Event Format and LEEF',
  checkpoint: 'Check Point',
  'cisco-asa': 'Cisco ASA',
  'cisco-ios': 'Cisco IOS',
  'cisco-ise': 'Cisco ISE',
  'citrix-adc': 'Citrix ADC',
  cognito: 'Amazon Cognito',
  crowdstrike: 'CrowdStrike Falcon',
  cyberark: 'CyberArk',
  cybersource: 'CyberSource',
  delinea: 'Delinea Secret Server',
  ecs: 'Elastic Common Schema',
  entra: 'Microsoft Entra ID',
  'entra-b2c': 'Azure AD B2C',
  'entra-connect': 'Microsoft Entra Connect',
  'entra-nps': 'Microsoft Entra MFA for NPS',
  'entra-sspr': 'Microsoft Entra password reset',
  'f5-apm': 'F5 APM',
  fortigate: 'FortiGate',
  fusionauth: 'FusionAuth',
  github: 'GitHub',
  gitlab: 'GitLab',
  'google-ads': 'Google Ads API',
  jumpcloud: 'JumpCloud',
  lastpass: 'LastPass',
  ldap: 'LDAP',
  lockself: 'LockSelf',
  'micro-focus': 'Micro Focus (OpenText)',
  mongodb: 'MongoDB',
  msal: 'MSAL client library',
  nps: 'Network Policy Server',
  o365: 'Office 365',
  oauth: 'OAuth and OpenID Connect',
  ocsf: 'Open Cybersecurity Schema Framework',
  onelogin: 'OneLogin',
  openvpn: 'OpenVPN',
  paloalto: 'Palo Alto',
  pam: 'Linux PAM',
  pingam: 'PingAM',
  pingfederate: 'PingFederate',
  pingid: 'PingID',
  pingone: 'PingOne',
  proftpd: 'ProFTPD',
  radius: 'RADIUS',
  'rsa-securid': 'RSA SecurID',
  saml: 'SAML 2.0',
  siteminder: 'SiteMinder',
  sonicwall: 'SonicWall',
  sshd: 'OpenSSH server',
  strongswan: 'strongSwan',
  'symantec-vip': 'Symantec VIP',
  vault: 'HashiCorp Vault',
  vsftpd: 'vsftpd',
  vsphere: 'VMware vSphere',
  wallix: 'WALLIX',
  watchguard: 'WatchGuard',
};

/** A system's name as people write it; its words in capitals where none is written down here. */
export function systemLabel(system: string): string {
  return systemLabels[system] ?? system.split('-').map(capital).join(' ');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
