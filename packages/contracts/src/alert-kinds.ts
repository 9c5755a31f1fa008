import { z } from 'zod';
import { personal } from './personal.js';

const windowMinutes = (usual: number) => z.int().min(1).max(1_440).default(usual);
const count = (usual: number) => z.int().min(1).max(10_000_000).default(usual);
const share = (usual: number) => z.number().min(0).max(1).default(usual);
const factor = (usual: number) => z.number().min(1).max(1_000).default(usual);

/** What a threshold or a baseline is held against one by one; each has its own alert. */
export const alertGroupBySchema = z.enum(['none', 'app', 'cause', 'system']);
export type AlertGroupBy = z.infer<typeof alertGroupBySchema>;

/** What a threshold rule counts over its window. */
export const alertMeasureSchema = z.enum(['failures', 'affected-users', 'failure-rate']);
export type AlertMeasure = z.infer<typeof alertMeasureSchema>;

/** What never is news to a rule about attacks: offices, VPN ranges and scanners; service accounts. */
const allowListSchema = z
  .object({
    /** Addresses and ranges, such as 192.0.2.0/24 or 2001:db8::/32. */
    addresses: z
      .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'expected an address or a range of them'))
      .max(500)
      .default([]),
    /** User names, in any case. */
    accounts: z.array(z.string().trim().min(1).max(256)).max(500).meta(personal('user-key')).default([]),
  })
  .prefault({});
export type AllowList = z.output<typeof allowListSchema>;

const thresholdParamsSchema = z.object({
  measure: alertMeasureSchema,
  windowMinutes: windowMinutes(10),
  /** Warns at or above; no warning where absent. */
  warnThreshold: z.number().positive().nullable().default(null),
  /** Fires at or above. A failure rate is a share from 0 to 1. */
  threshold: z.number().positive(),
  /** Resolves at or below. */
  recoveryThreshold: z.number().min(0),
  /** Attempts there must be in the window before a failure rate counts. */
  minimumAttempts: z.int().min(0).max(1_000_000).default(0),
  groupBy: alertGroupBySchema.default('none'),
});

const baselineParamsSchema = z.object({
  measure: z.enum(['failures', 'successes', 'failure-rate']).default('failures'),
  direction: z.enum(['spike', 'drop']).default('spike'),
  windowMinutes: windowMinutes(60),
  groupBy: alertGroupBySchema.default('none'),
  /** How many times the usual spread a value must be off before it warns, and before it alerts. */
  warnSpreads: factor(6),
  alertSpreads: factor(8),
  /** How many times the usual value, at the least: spread alone says little where a thing hardly varies. */
  warnFactor: factor(2),
  alertFactor: factor(3),
  /** Events off at the least: a small company's counts double by chance, and two phones with old passwords bring 24. */
  minimumChange: count(25),
  /** Attempts there must be in the window before a rate counts. */
  minimumAttempts: count(30),
  /** While there is too little history: this many failures in the window are too many, if they outnumber successes. */
  coldStartThreshold: count(200),
});

const newErrorParamsSchema = z.object({
  /** How long after it was first seen a code is new. */
  windowMinutes: windowMinutes(1_440),
  /** Also a known code at an app where it was never seen. */
  perApp: z.boolean().default(false),
  warnFailures: count(5),
  alertFailures: count(25),
  /** People it has happened to at the least, where the code is about people. */
  minimumPeople: count(2),
  /** In the first days of a workspace every code is new. */
  learningDays: z.int().min(0).max(90).default(7),
});

const unknownCodeParamsSchema = z.object({
  windowMinutes: windowMinutes(1_440),
  warnEvents: count(1),
  alertEvents: count(25),
});

const groupChangeParamsSchema = z.object({
  windowMinutes: windowMinutes(1_440),
  /** Failures after it was resolved, at the least. */
  regressedFailures: count(2),
  /** How many times its usual an ignored group must have grown. */
  escalatedFactor: factor(3),
  escalatedFailures: count(20),
});

const providerTroubleParamsSchema = z.object({
  /** So long that a small company's quiet hours have enough attempts to tell. */
  windowMinutes: windowMinutes(30),
  /** Share of the attempts at a provider that failed on its side. */
  warnShare: share(0.05),
  alertShare: share(0.2),
  minimumFailures: count(4),
  /** Apps that are hit at the least: one app alone is more likely the app's own trouble. */
  minimumApps: count(2),
});

const appCredentialParamsSchema = z.object({
  windowMinutes: windowMinutes(1_440),
  /** Refusals in a row of a secret that may merely be wrong. */
  warnFailures: count(3),
  alertFailures: count(6),
  /** Refusals of a secret that the provider says is expired. */
  expiredFailures: count(2),
  warnExpiryDays: count(30),
  alertExpiryDays: count(7),
});

const feedSilentParamsSchema = z.object({
  /** No shorter silence is news. */
  silentMinutes: windowMinutes(30),
  /** Events that would usually have come in the time of silence. */
  warnMissing: count(40),
  alertMissing: count(80),
  /** Minutes between an event and its arrival. */
  warnLateMinutes: count(60),
  alertLateMinutes: count(240),
  lateFactor: factor(4),
});

const rejectsParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  warnShare: share(0.05),
  alertShare: share(0.25),
  minimumRejects: count(10),
  usualFactor: factor(4),
});

const passwordSprayParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  warnAccounts: count(8),
  alertAccounts: count(15),
  /** More tries than this at a mean account are an attack on these accounts, told as one. */
  triesPerAccountMax: factor(200),
  /** Strangers that failed, for each account that succeeded from the same source: an office has far more successes. */
  failedPerSucceeded: z.number().min(0).max(100).default(2),
  /** Also looks back this far for slow ones, with levels of their own; 0: it does not. */
  slowWindowMinutes: z.int().min(0).max(1_440).default(720),
  slowWarnAccounts: count(15),
  slowAlertAccounts: count(25),
  allow: allowListSchema,
});

const bruteForceParamsSchema = z.object({
  /** So short that a phone that tries an old password every four minutes stays below. */
  windowMinutes: windowMinutes(30),
  /** Wrong passwords at one account, from addresses where it never succeeded. */
  warnFailures: count(10),
  alertFailures: count(20),
  allow: allowListSchema,
});

const credentialStuffingParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  /** Accounts tried from addresses that nobody succeeded from. */
  warnAccounts: count(15),
  alertAccounts: count(30),
  minimumAddresses: count(10),
  usualFactor: factor(3),
  allow: allowListSchema,
});

const mfaFatigueParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  /** Prompts that were denied or not answered. */
  warnPrompts: count(5),
  alertPrompts: count(8),
  /** Approved after this many that were not. */
  approvedAfter: count(4),
  allow: allowListSchema,
});

const lockoutStormParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  warnAccounts: count(10),
  alertAccounts: count(15),
  usualFactor: factor(4),
  allow: allowListSchema,
});

const successAfterFailuresParamsSchema = z.object({
  windowMinutes: windowMinutes(120),
  /** Wrong passwords before, from the same network as the success. */
  warnFailures: count(6),
  alertFailures: count(10),
  allow: allowListSchema,
});

const impossibleTravelParamsSchema = z.object({
  windowMinutes: windowMinutes(1_440),
  speedKmPerHour: count(1_000),
  /** Taken off a distance at both ends: a country is large, and an address is placed within it by guess. */
  radiusKm: z.int().min(0).max(10_000).default(500),
  /** An address that this many people succeeded from is a way out of a network, not where somebody is. */
  sharedByPeople: count(4),
  allow: allowListSchema,
});

const tokenReplayParamsSchema = z.object({
  windowMinutes: windowMinutes(60),
  warnReuses: count(6),
  alertReuses: count(10),
  /** Reuses of one person's tokens from at least two addresses. */
  strangeReuses: count(2),
  usualFactor: factor(4),
  allow: allowListSchema,
});

/** The parameters of every kind; what is left out has a default that suits most companies. */
export const alertParamsSchemas = {
  threshold: thresholdParamsSchema,
  baseline: baselineParamsSchema,
  'new-error': newErrorParamsSchema,
  'unknown-code': unknownCodeParamsSchema,
  'group-change': groupChangeParamsSchema,
  'provider-trouble': providerTroubleParamsSchema,
  'app-credential': appCredentialParamsSchema,
  'feed-silent': feedSilentParamsSchema,
  rejects: rejectsParamsSchema,
  'password-spray': passwordSprayParamsSchema,
  'brute-force': bruteForceParamsSchema,
  'credential-stuffing': credentialStuffingParamsSchema,
  'mfa-fatigue': mfaFatigueParamsSchema,
  'lockout-storm': lockoutStormParamsSchema,
  'success-after-failures': successAfterFailuresParamsSchema,
  'impossible-travel': impossibleTravelParamsSchema,
  'token-replay': tokenReplayParamsSchema,
} as const;

/** What an alert rule watches for. Each kind has its own parameters, observation and judge. */
export type AlertKind = keyof typeof alertParamsSchemas;
export const alertKinds = [
  'threshold',
  'baseline',
  'new-error',
  'unknown-code',
  'group-change',
  'provider-trouble',
  'app-credential',
  'feed-silent',
  'rejects',
  'password-spray',
  'brute-force',
  'credential-stuffing',
  'mfa-fatigue',
  'lockout-storm',
  'success-after-failures',
  'impossible-travel',
  'token-replay',
] as const satisfies readonly AlertKind[];
export const alertKindSchema = z.enum(alertKinds);

/** The parameters of one kind, complete. */
export type AlertParams<Kind extends AlertKind> = z.output<(typeof alertParamsSchemas)[Kind]>;

/** A kind with its parameters: what is stored of a rule, and what its judge takes. */
export type AlertWatch = { [Kind in AlertKind]: { kind: Kind; params: AlertParams<Kind> } }[AlertKind];

/** How long a finding must hold before it is told, and be gone before it is over. */
export const alertLifecycleSchema = z.object({
  forMinutes: z.int().min(0).max(1_440),
  keepFiringMinutes: z.int().min(0).max(1_440),
});
export type AlertLifecycle = z.infer<typeof alertLifecycleSchema>;
