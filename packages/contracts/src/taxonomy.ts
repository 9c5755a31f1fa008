import { z } from 'zod';

/**
 * The words that say what a sign-in error code means. One meaning each, on screen, in the API and in the
 * catalog's data. docs/ARCHITECTURE.md names the rules of decision.
 */

/** What a code says about the attempt: whether it is a failure at all. */
export const outcomeSchema = z.enum([
  /** The issuer says the step passed. */
  'success',
  /** A step of the flow by design; never a failure by itself. */
  'interrupt',
  /** A failure only if no success follows in the same attempt. */
  'conditional',
  /** Refused. */
  'failure',
  /** No sign-in at all: a payment, an invitation, a management call. */
  'other',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why: listed in the order of decision, the first that fits wins. */
export const causeSchema = z.enum([
  /** The issuer itself states risk, attack, leak, fraud report or theft. */
  'security-threat',
  /** Refused for volume: rate, quota, loop, window of tries. */
  'throttling',
  /** The issuer or what it depends on broke or is out of reach; would work again with no change. */
  'service-fault',
  /** Paused by design, and nothing is missing that could be named. */
  'expected-step',
  /** The person said no, canceled, left or did not answer. */
  'user-declined',
  /** What the person presented is wrong: password, one-time code, key, PIN, certificate. */
  'user-credential',
  /** No such identity, or its record forbids sign-in: locked, disabled, expired, not activated. */
  'account-state',
  /** Another or stronger factor is required, not enrolled, or failed with no finer reason. */
  'mfa',
  /** A grant, scope or privilege of a user or admin is missing. */
  'consent',
  /** A rule refuses this person, device, place, time, app or license. */
  'access-policy',
  /** A code, token, session or assertion that once was valid is expired, used or revoked. */
  'token-lifecycle',
  /** The application failed to prove itself. */
  'client-credential',
  /** Setup on the identity side is wrong: federation, keys, claims, directory, agent, trust, clock. */
  'idp-config',
  /** The application sent or registered something wrong: redirect address, scope, PKCE, tenant, audience. */
  'app-config',
  /** A summary with no detail, or a code that is not in the catalog. */
  'unclassified',
]);
export type Cause = z.infer<typeof causeSchema>;

/** Where in the sign-in chain the most specific code was issued. */
export const sourceSchema = z.enum([
  'identity-provider',
  /** Another identity provider behind the one that logs. */
  'federated-provider',
  /** Pass-through, seamless sign-on, password writeback, sync and RADIUS extensions on the own network. */
  'hybrid-agent',
  /** Domain controller or LDAP server. */
  'directory',
  /** Telephony, push and other providers of a second factor. */
  'factor-provider',
  /** Client libraries and brokers, with no server round trip. */
  'client',
  /** The API or app that was to be reached. */
  'resource',
  /** The operating system signed in to. */
  'host',
  /** RADIUS, VPN, network access control, firewall, proxy. */
  'network',
  /** Not the sign-in world: payment gateways and the like. */
  'outside',
  'unknown',
]);
export type Source = z.infer<typeof sourceSchema>;

/** Whose move it is: the first who can cure it. */
export const actorSchema = z.enum([
  'end-user',
  'help-desk',
  'tenant-admin',
  'app-developer',
  'idp-operator',
  'nobody',
]);
export type Actor = z.infer<typeof actorSchema>;

/** When a new attempt can work. Always a new attempt, never the same code or token again. */
export const retrySchema = z.enum(['now', 'after-delay', 'after-user', 'after-admin', 'after-dev', 'never']);
export type Retry = z.infer<typeof retrySchema>;

/** How bad one event of this code is. */
export const severitySchema = z.enum(['info', 'low', 'medium', 'high']);
export type Severity = z.infer<typeof severitySchema>;

/** What the code alone tells a security team; an attack is a finding over many events, never one code. */
export const securitySchema = z.enum(['none', 'context', 'signal', 'alert']);
export type Security = z.infer<typeof securitySchema>;

/** Was the first factor right? */
export const credentialProvenSchema = z.enum(['yes', 'no', 'unknown']);
export type CredentialProven = z.infer<typeof credentialProvenSchema>;

/** For whom a hint is written. */
export const audienceSchema = z.enum(['end-user', 'help-desk', 'tenant-admin', 'app-developer']);
export type Audience = z.infer<typeof audienceSchema>;
