import { type AlertWebhookData, adviceOnAlert, type CatalogEntry } from '@turnaway/contracts';
import type { AlertFacts } from './alert-facts.js';
import { findingsOf, headline, isPlain, titleOfFindings, usualAt } from './describe-findings.js';
import {
  nextMove,
  writeCount,
  writeMinutes,
  writeMoment,
  writeNumber,
  writeShare,
  writeSpan,
  writeValue,
} from './words.js';

const namesMax = 3;
type TopError = AlertWebhookData['topErrors'][number];

/** One line: the rule, and how bad it is now. */
export function titleOf(facts: AlertFacts): string {
  if (!isPlain(facts)) return titleOfFindings(facts);
  const { rule, alert } = facts;
  const value = `${measured(facts)} in ${writeMinutes(rule.windowMinutes)}`;
  return alert.endedAt === null
    ? headline(rule.name, value, false)
    : headline(rule.name, `Now ${value}`, true);
}

/**
 * A few sentences that go on from the title: since when, against which threshold, how many people, what leads and what it
 * means, and whose move it is; of what is over, how long it lasted and how bad it was. What to do first stands below it, by
 * itself. `leading` is the most frequent code with its
 * entry, where the catalog has one.
 */
export function summaryOf(
  facts: AlertFacts,
  leading: { error: TopError; entry: CatalogEntry | null } | null,
): string {
  const sentences = isPlain(facts) ? plain(facts) : findingsOf(facts);
  sentences.push(...alsoSeen(facts));
  // Once it is over it is nobody's move any more, and what its code means is no longer so.
  if (facts.alert.endedAt !== null) return sentences.join(' ');
  const advice = adviceOnAlert(facts.rule.kind, facts.alerts.items[0]?.about.errorCode ?? null);
  if (leading !== null) sentences.push(...about(facts, leading.error, leading.entry));
  if (advice !== null) sentences.push(nextMove[advice.actor]);
  else if (leading !== null && leading.entry !== null) sentences.push(nextMove[leading.error.actor]);
  return sentences.join(' ');
}

/** Other rules see the same in their own way, and say nothing of it themselves. */
function alsoSeen({ alsoSeen: { count, items } }: AlertFacts): string[] {
  if (count === 0) return [];
  const names = [...new Set(items.map(({ ruleName }) => ruleName))].slice(0, namesMax);
  return [`Also seen: ${writeCount(count, 'alert', 'alerts')} (${names.join(', ')}).`];
}

function plain(facts: AlertFacts): string[] {
  return facts.alert.endedAt === null ? firing(facts) : resolved(facts, facts.alert.endedAt);
}

function firing(facts: AlertFacts): string[] {
  const { measure, thresholds } = facts.rule;
  const isWarning = facts.alerts.items[0]?.level === 'warn';
  return [
    `Since ${writeMoment(facts.alert.startedAt)}.`,
    isWarning
      ? `It is a warning: the rule alerts at ${writeValue(measure, thresholds.threshold)}.`
      : `The rule fires at ${writeValue(measure, thresholds.threshold)}.`,
    ...usualAt(facts),
    ...whoIsAffected(facts),
  ];
}

function resolved(facts: AlertFacts, endedAt: Date): string[] {
  const { measure, thresholds } = facts.rule;
  return [
    `It began at ${writeMoment(facts.alert.startedAt)}, lasted ${writeSpan(facts.alert.startedAt, endedAt)}`,
    `and reached ${writeValue(measure, facts.alert.peakValue)} at its worst.`,
    ...usualAt(facts),
    `The rule ends at ${writeValue(measure, thresholds.recoveryThreshold)} or less.`,
  ];
}

/** The value in words: `42 failed sign-ins`, `17 people turned away`, `34.5% of 120 sign-ins failed`. */
function measured(facts: AlertFacts): string {
  const { value, counts, rule } = facts;
  if (rule.measure === 'affected-users') return `${writeCount(value, 'person', 'people')} turned away`;
  if (rule.measure === 'failure-rate') {
    return `${writeShare(value)} of ${writeCount(counts.attempts, 'sign-in', 'sign-ins')} failed`;
  }
  // A rule may count prompts and other steps that are no failures.
  return facts.rule.filter.outcome === undefined || facts.rule.filter.outcome.join() === 'failure'
    ? writeCount(value, 'failed sign-in', 'failed sign-ins')
    : writeCount(value, 'sign-in event', 'sign-in events');
}

function whoIsAffected({ rule, counts }: AlertFacts): string[] {
  if (rule.measure === 'affected-users') {
    return [`Behind them: ${writeCount(counts.failures, 'failed sign-in', 'failed sign-ins')}.`];
  }
  if (counts.people === 0) return [];
  return [`${writeCount(counts.people, 'person is', 'people are')} affected.`];
}

/** What leads, as far as the title has not said it. */
function about(facts: AlertFacts, error: TopError, entry: CatalogEntry | null): string[] {
  const { counts, topApps, rule } = facts;
  const [app, ...otherApps] = topApps;
  const title = titleOf(facts);
  // A code that the catalog lacks is named after itself.
  const name = entry === null ? error.errorCode : `${error.errorCode} (${error.title})`;
  const isOnlyCode = error.events >= counts.failures;
  const isMeaningSaid = title.includes(error.title);
  const isOnlyApp = rule.filter.app?.length === 1 || (app !== undefined && title.includes(app.app));
  const sentences: string[] = [];
  if (!title.includes(error.errorCode)) {
    sentences.push(
      isOnlyCode
        ? `The code is ${isMeaningSaid ? error.errorCode : name}.`
        : `The leading code is ${name}, with ${writeNumber(error.events)} of ${writeNumber(counts.failures)}.`,
    );
  }
  if (entry !== null) sentences.push(entry.summary);
  else if (rule.kind !== 'unknown-code') sentences.push('The catalog does not have this code.');
  if (app !== undefined && !isOnlyApp) {
    const isAll = otherApps.length === 0 && app.events >= counts.failures;
    sentences.push(
      isAll ? `All of it is at ${app.app}.` : `Most of it is at ${app.app}, with ${writeNumber(app.events)}.`,
    );
  }
  return sentences;
}
