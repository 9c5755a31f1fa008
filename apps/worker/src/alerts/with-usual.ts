import { sayUsual, spansOfUsual, usualOfThreshold } from '@turnaway/analyzer/alerts/usual-of-threshold';
import type { AlertChange, AlertParams } from '@turnaway/contracts';
import { countEarlier, readKnownSince } from '@turnaway/db/alerting/count-earlier';
import type { FiringAlert } from '@turnaway/db/alerting/firing-alert';
import { readAside } from '@turnaway/db/alerting/read-aside';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What is usual is good to know, and not worth an alert that comes late. */
const patienceMs = 3_000;

/**
 * The changes of a rule that counts against a threshold, with what is usual said of each that fires. It is read for all
 * that begin or get worse at once, and again for all that fire when another hour has begun; between, what was read holds.
 */
export async function withUsual(
  transaction: Transaction,
  rule: WatchedRule,
  changes: readonly AlertChange[],
  { firing, now }: { firing: ReadonlyMap<string, FiringAlert>; now: Date },
): Promise<readonly AlertChange[]> {
  if (rule.watch.kind !== 'threshold') return changes;
  const { params } = rule.watch;
  const concerned = changes.filter(({ state }) => state.status === 'firing');
  const isOtherHour = hourOf(rule.lastEvaluatedAt) !== hourOf(now);
  const asked = concerned.filter(({ key, emit }) => isOtherHour || emit === 'escalated' || !firing.has(key));
  const read = await readUsual(transaction, rule, params, { keys: asked.map(({ key }) => key), now });
  const usualOf = (key: string): number | null => {
    const found = read.get(key);
    return found === undefined ? (firing.get(key)?.usual ?? null) : found;
  };
  return changes.map((change) => {
    const usual = change.state.status === 'firing' ? usualOf(change.key) : null;
    return change.judgment === null || usual === null
      ? change
      : { ...change, judgment: sayUsual(params.measure, change.judgment, usual) };
  });
}

async function readUsual(
  transaction: Transaction,
  rule: WatchedRule,
  params: AlertParams<'threshold'>,
  { keys, now }: { keys: readonly string[]; now: Date },
): Promise<Map<string, number | null>> {
  if (keys.length === 0) return new Map();
  const counted = await readAside(transaction, patienceMs, async () => {
    const since = await readKnownSince(transaction, { rule, params }, now);
    const window = { fromMs: now.getTime() - params.windowMinutes * minuteMs, toMs: now.getTime() };
    const spans = spansOfUsual(window, since?.getTime() ?? Number.POSITIVE_INFINITY).map(
      ({ fromMs, toMs }) => ({ from: new Date(fromMs), to: new Date(toMs) }),
    );
    return countEarlier(transaction, { rule, params }, { spans, keys });
  });
  const earlier = counted ?? new Map();
  return new Map(keys.map((key) => [key, usualOfThreshold(params.measure, earlier.get(key) ?? [])]));
}

function hourOf(at: Date | null): number | null {
  return at === null ? null : Math.floor(at.getTime() / hourMs);
}
