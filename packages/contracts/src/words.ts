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

const systemLabels: Readonly<Record<string, string>> = {
  entra: 'Microsoft Entra ID',
  okta: 'Okta',
  auth0: 'Auth0',
  oauth: 'OAuth and OpenID Connect',
};

/** A system's name as people write it; its word where there is none yet. */
export function systemLabel(system: string): string {
  return systemLabels[system] ?? system;
}
