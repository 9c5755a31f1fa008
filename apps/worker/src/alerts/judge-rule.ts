import { judge } from '@turnaway/analyzer';
import { codesByRole } from '@turnaway/analyzer/alerts/codes-by-role';
import { isWidened, widenWindow } from '@turnaway/analyzer/alerts/widen-window';
import type { AlertKind, AlertParams, Judgment } from '@turnaway/contracts';
import type { Observer } from '@turnaway/db/alerting/observe/observer';
import { observers } from '@turnaway/db/alerting/observe/observers';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import type { UsualLag } from './usual-lag.js';

type Watch<Kind extends AlertKind> = { [Each in Kind]: { kind: Each; params: AlertParams<Each> } }[Kind];
type Subject = Pick<WatchedRule, 'workspaceId' | 'filter'>;

/** Counts what a rule is about at one moment, and says of every app, person or address of it how bad that is. */
export async function judgeRule<Kind extends AlertKind>(
  transaction: Transaction,
  rule: Subject & { watch: Watch<Kind> },
  { now, usualLag }: { now: Date; usualLag: UsualLag },
): Promise<Judgment[]> {
  const { kind, params: given }: Watch<Kind> = rule.watch;
  const observe: Observer<Kind> = observers[kind];
  const lagMinutes = isWidened(kind) ? await usualLag() : 0;
  const params = widenWindow(kind, given, lagMinutes);
  const observed = await observe(transaction, { rule, params, codes: codesByRole, now });
  return judge(kind, params, observed, now);
}
