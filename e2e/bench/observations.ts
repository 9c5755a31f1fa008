import { codesByRole as codes } from '@turnaway/analyzer/alerts/codes-by-role';
import { type AlertKind, type AlertParams, defaultAlertRules } from '@turnaway/contracts';
import { connectDb } from '@turnaway/db';
import type { Observer } from '@turnaway/db/alerting/observe/observer';
import { observers } from '@turnaway/db/alerting/observe/observers';
import type { Transaction } from '@turnaway/db/alerting/with-locked-rule';
import { inTransaction } from '@turnaway/db/in-transaction';
import { quantile, rounded } from './statistics.js';

const runs = 10;
const budgetMs = 1_000;

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
