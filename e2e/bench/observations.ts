import { codesOf } from '@turnaway/analyzer';
import { type AlertKind, type AlertParams, defaultAlertRules } from '@turnaway/contracts';
import { connectDb } from '@turnaway/db';
import { observeAppCredential } from '@turnaway/db/alerting/observe/app-credential';
import { observeBaseline } from '@turnaway/db/alerting/observe/baseline';
import { observeBruteForce } from '@turnaway/db/alerting/observe/brute-force';
import { observeCredentialStuffing } from '@turnaway/db/alerting/observe/credential-stuffing';
import { observeFeedSilent } from '@turnaway/db/alerting/observe/feed-silent';
import { observeGroupChange } from '@turnaway/db/alerting/observe/group-change';
import { observeImpossibleTravel } from '@turnaway/db/alerting/observe/impossible-travel';
import { observeLockoutStorm } from '@turnaway/db/alerting/observe/lockout-storm';
import { observeMfaFatigue } from '@turnaway/db/alerting/observe/mfa-fatigue';
import { observeNewError } from '@turnaway/db/alerting/observe/new-error';
import type { CodesByRole, Observer } from '@turnaway/db/alerting/observe/observer';
import { observePasswordSpray } from '@turnaway/db/alerting/observe/password-spray';
import { observeProviderTrouble } from '@turnaway/db/alerting/observe/provider-trouble';
import { observeRejects } from '@turnaway/db/alerting/observe/rejects';
import { observeSuccessAfterFailures } from '@turnaway/db/alerting/observe/success-after-failures';
import { observeThreshold } from '@turnaway/db/alerting/observe/threshold';
import { observeTokenReplay } from '@turnaway/db/alerting/observe/token-replay';
import { observeUnknownCode } from '@turnaway/db/alerting/observe/unknown-code';
import type { Transaction } from '@turnaway/db/alerting/with-locked-rule';
import { inTransaction } from '@turnaway/db/in-transaction';
import { quantile, rounded } from './statistics.js';

const runs = 10;
const budgetMs = 1_000;

const observers: { [Kind in AlertKind]: Observer<Kind> } = {
  threshold: observeThreshold,
  baseline: observeBaseline,
  'new-error': observeNewError,
  'unknown-code': observeUnknownCode,
  'group-change': observeGroupChange,
  'provider-trouble': observeProviderTrouble,
  'app-credential': observeAppCredential,
  'feed-silent': observeFeedSilent,
  rejects: observeRejects,
  'password-spray': observePasswordSpray,
  'brute-force': observeBruteForce,
  'credential-stuffing': observeCredentialStuffing,
  'mfa-fatigue': observeMfaFatigue,
  'lockout-storm': observeLockoutStorm,
  'success-after-failures': observeSuccessAfterFailures,
  'impossible-travel': observeImpossibleTravel,
  'token-replay': observeTokenReplay,
};

const codes: CodesByRole = {
  wrongCredential: codesOf('wrong-credential'),
  noSuchAccount: codesOf('no-such-account'),
  lockedOut: codesOf('locked-out'),
  blockedAddress: codesOf('blocked-address'),
  mfaDenied: codesOf('mfa-denied'),
  mfaNotAnswered: codesOf('mfa-not-answered'),
  tokenReused: codesOf('token-reused'),
  tokenTheft: codesOf('token-theft'),
  credentialExpired: codesOf('credential-expired'),
  credentialProven: codesOf('credential-proven'),
};

type Watch<Kind extends AlertKind> = { [Each in Kind]: { kind: Each; params: AlertParams<Each> } }[Kind];

async function observe<Kind extends AlertKind>(
  client: Transaction,
  watch: Watch<Kind>,
  now: Date,
): Promise<void> {
  const { kind, params }: Watch<Kind> = watch;
  const observer: Observer<Kind> = observers[kind];
  await observer(client, { rule: { workspaceId: 'default', filter: {} }, params, codes, now });
}

/** How long it takes to look once at what each of the default rules watches, as a worker does every minute. */
export async function measureObservations(databaseUrl: string, now: Date): Promise<void> {
  const db = connectDb(databaseUrl, { connectionsMax: 1 });
  process.stdout.write('\nobservations of the default alert rules\n');
  try {
    for (const rule of defaultAlertRules) {
      const tookMs: number[] = [];
      for (let run = 0; run < runs; run++) {
        const startedAt = performance.now();
        await inTransaction(db, (client) => observe(client, rule, now));
        tookMs.push(performance.now() - startedAt);
      }
      const p95Ms = quantile(tookMs, 0.95);
      const ratio = p95Ms < budgetMs ? '' : `, ${rounded(p95Ms / budgetMs, 1)} of the budget`;
      process.stdout.write(
        `  ${rule.name.padEnd(44)} p50 ${rounded(quantile(tookMs, 0.5))} ms, p95 ${rounded(p95Ms)} ms${ratio}\n`,
      );
    }
  } finally {
    await db.close();
  }
}
