import type { Actor, Cause, Retry, Security, Severity } from './taxonomy.js';

/** What a cause implies unless a reason or a code says otherwise. */
export interface CauseDefaults {
  retry: Retry;
  actor: Actor;
  severity: Severity;
  security: Security;
}

export const causeDefaults: Readonly<Record<Cause, CauseDefaults>> = {
  'security-threat': { retry: 'never', actor: 'tenant-admin', severity: 'high', security: 'alert' },
  throttling: { retry: 'after-delay', actor: 'app-developer', severity: 'medium', security: 'signal' },
  'service-fault': { retry: 'after-delay', actor: 'idp-operator', severity: 'medium', security: 'none' },
  'expected-step': { retry: 'after-user', actor: 'nobody', severity: 'info', security: 'none' },
  'user-declined': { retry: 'after-user', actor: 'end-user', severity: 'low', security: 'context' },
  'user-credential': { retry: 'after-user', actor: 'end-user', severity: 'low', security: 'context' },
  'account-state': { retry: 'after-admin', actor: 'help-desk', severity: 'medium', security: 'context' },
  mfa: { retry: 'after-user', actor: 'end-user', severity: 'low', security: 'context' },
  consent: { retry: 'after-admin', actor: 'tenant-admin', severity: 'medium', security: 'none' },
  'access-policy': { retry: 'after-admin', actor: 'tenant-admin', severity: 'medium', security: 'signal' },
  'token-lifecycle': { retry: 'after-user', actor: 'end-user', severity: 'low', security: 'none' },
  'client-credential': { retry: 'after-dev', actor: 'app-developer', severity: 'high', security: 'signal' },
  'idp-config': { retry: 'after-admin', actor: 'tenant-admin', severity: 'high', security: 'none' },
  'app-config': { retry: 'after-dev', actor: 'app-developer', severity: 'medium', security: 'none' },
  unclassified: { retry: 'after-user', actor: 'end-user', severity: 'low', security: 'none' },
};
