import { type AlertChange, formatErrorCode } from '@turnaway/contracts';
import type { AlertAbout } from '@turnaway/db/alerting/firing-alert';
import { listTopApps } from '@turnaway/db/alerting/list-top-apps';
import { listTopCodes } from '@turnaway/db/alerting/list-top-codes';
import { readCodeClasses } from '@turnaway/db/alerting/read-code-classes';
import { watchedEvents, windowMinutesOf } from '@turnaway/db/alerting/watched-events';
import type { Transaction, WatchedRule } from '@turnaway/db/alerting/with-locked-rule';
import { aboutKey } from './about-key.js';

/**
 * What leads in each alert: by what its key names and, where the key is about all, by the most frequent code and app
 * of the rule's events. These are only counted where somebody asks: a silence, or the grouping of messages.
 */
export async function aboutChanges(
  transaction: Transaction,
  rule: WatchedRule,
  changes: readonly AlertChange[],
  { isAsked, now }: { isAsked: boolean; now: Date },
): Promise<Map<string, AlertAbout>> {
  const abouts = new Map(changes.map(({ key }) => [key, aboutKey(rule.watch, key)]));
  const codes = [...abouts.values()].flatMap(({ errorCode }) => (errorCode === null ? [] : [errorCode]));
  const classes = await readCodeClasses(transaction, rule.workspaceId, codes);
  for (const [key, about] of abouts) {
    const found = about.errorCode === null ? undefined : classes.get(about.errorCode);
    if (found !== undefined) {
      const { system, cause, source } = found;
      abouts.set(key, { ...about, system, cause, source });
    }
  }
  const whole = abouts.get('all');
  const isGrouped = rule.grouping.by === 'cause' || rule.grouping.by === 'app';
  if (whole !== undefined && (isAsked || isGrouped))
    abouts.set('all', await leadingIn(transaction, rule, now));
  return abouts;
}

async function leadingIn(transaction: Transaction, rule: WatchedRule, now: Date): Promise<AlertAbout> {
  const scope = watchedEvents(rule, windowMinutesOf(rule.watch), now);
  const [code] = await listTopCodes(transaction, scope, 1);
  const [app] = await listTopApps(transaction, scope, 1);
  return {
    system: code?.system ?? null,
    errorCode: code === undefined ? null : formatErrorCode(code),
    cause: code?.cause ?? null,
    source: code?.source ?? null,
    app: app?.app ?? null,
  };
}
