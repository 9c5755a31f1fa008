import type { AlertKind, AlertLifecycle } from './alert-kinds.js';

/** What each kind is called, and what it watches for, in a sentence. */
export const alertKindLabels: Readonly<Record<AlertKind, { label: string; summary: string }>> = {
  threshold: { label: 'Threshold', summary: 'A count or a rate reaches a fixed level.' },
  baseline: {
    label: 'Spike or drop',
    summary: 'A count or a rate is far from what is usual at this hour of the week.',
  },
  'new-error': { label: 'New error', summary: 'An error code turns people away that was never seen before.' },
  'unknown-code': { label: 'Unknown code', summary: 'A code is seen that the catalog does not have.' },
  'group-change': {
    label: 'Regression or escalation',
    summary: 'A resolved error is back, or an ignored one has grown.',
  },
  'provider-trouble': {
    label: 'Provider trouble',
    summary: 'Sign-ins fail on the provider’s side, across apps: it is them, not us.',
  },
  'app-credential': {
    label: 'App credential',
    summary: 'An app’s secret or certificate is refused, or soon expires.',
  },
  'feed-silent': {
    label: 'Silent feed',
    summary: 'A feed brings nothing where it usually would, or is late.',
  },
  rejects: { label: 'Rejected records', summary: 'More records than usual cannot be read.' },
  'password-spray': {
    label: 'Password spray',
    summary: 'One source tries a few passwords at many accounts.',
  },
  'brute-force': { label: 'Brute force', summary: 'Many passwords are tried at one account.' },
  'credential-stuffing': {
    label: 'Credential stuffing',
    summary: 'Many addresses try many accounts, a few times each.',
  },
  'mfa-fatigue': {
    label: 'MFA fatigue',
    summary: 'One person gets prompt after prompt and did not ask for them.',
  },
  'lockout-storm': { label: 'Lockout storm', summary: 'Many accounts are locked at once.' },
  'success-after-failures': {
    label: 'Success after failures',
    summary: 'An account is entered from a new place after a run of wrong passwords.',
  },
  'impossible-travel': {
    label: 'Impossible travel',
    summary: 'One person signs in from two places that are too far apart for the time between.',
  },
  'token-replay': {
    label: 'Token replay',
    summary: 'Codes or tokens are used a second time.',
  },
};

/** For how long a finding of each kind holds before it is told, and is gone before it is over. */
export const alertKindLifecycles: Readonly<Record<AlertKind, AlertLifecycle>> = {
  threshold: { forMinutes: 0, keepFiringMinutes: 0 },
  baseline: { forMinutes: 5, keepFiringMinutes: 15 },
  'new-error': { forMinutes: 0, keepFiringMinutes: 60 },
  'unknown-code': { forMinutes: 0, keepFiringMinutes: 60 },
  'group-change': { forMinutes: 0, keepFiringMinutes: 60 },
  'provider-trouble': { forMinutes: 0, keepFiringMinutes: 15 },
  'app-credential': { forMinutes: 0, keepFiringMinutes: 0 },
  'feed-silent': { forMinutes: 5, keepFiringMinutes: 0 },
  rejects: { forMinutes: 0, keepFiringMinutes: 15 },
  // A slow one pauses: it is still the same.
  'password-spray': { forMinutes: 0, keepFiringMinutes: 120 },
  'brute-force': { forMinutes: 0, keepFiringMinutes: 30 },
  'credential-stuffing': { forMinutes: 0, keepFiringMinutes: 30 },
  'mfa-fatigue': { forMinutes: 0, keepFiringMinutes: 30 },
  'lockout-storm': { forMinutes: 0, keepFiringMinutes: 30 },
  'success-after-failures': { forMinutes: 0, keepFiringMinutes: 30 },
  'impossible-travel': { forMinutes: 0, keepFiringMinutes: 30 },
  'token-replay': { forMinutes: 0, keepFiringMinutes: 30 },
};
