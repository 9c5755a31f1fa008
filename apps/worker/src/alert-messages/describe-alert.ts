import { type Advice, type AlertWebhookData, adviceOnAlert, type CatalogEntry } from '@turnaway/contracts';
import type { AlertFacts } from './alert-facts.js';
import { findingsOf, isPlain, titleOfFindings } from './describe-findings.js';
import {
  nextMove,
  writeCount,
  writeMinutes,
  writeMoment,
  writeNumber,
  writeShare,
  writeValue,
} from './words.js';

const stepsInSummaryMax = 2;
const namesMax = 3;
type TopError = AlertWebhookData['topErrors'][number];

/** One line: the rule, and how bad it is now. */
export function titleOf(facts: AlertFacts): string {
  if (!isPlain(facts)) return titleOfFindings(facts);
  const over = facts.alert.endedAt === null ? '' : ' is over';
  return `${facts.rule.name}${over}: ${measured(facts)} in ${writeMinutes(facts.rule.windowMinutes)}`;
}

/**
 * A few sentences: what and since when, against which threshold, what leads and what it means, whose move it is and
 * where to start. `leading` is the most frequent code with its entry, where the catalog has one.
 */
export function summaryOf(
  facts: AlertFacts,
  leading: { error: TopError; entry: CatalogEntry | null } | null,
): string {
  const sentences = isPlain(facts) ? plain(facts) : findingsOf(facts);
  sentences.push(...alsoSeen(facts));
  const advice = adviceOnAlert(facts.rule.kind, facts.alerts.items[0]?.about.errorCode ?? null);
  if (leading !== null) sentences.push(...about(facts, leading.error, leading.entry));
  if (leading !== null && advice === null) sentences.push(...moveOf(leading.error, leading.entry));
  if (advice !== null) sentences.push(...write(advice));
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
  return [
    `${measured(facts)} ${spanOf(facts)}. The rule fires at ${writeValue(measure, thresholds.threshold)}.`,
    ...whoIsAffected(facts),
  ];
}

function resolved(facts: AlertFacts, endedAt: Date): string[] {
  const { measure, thresholds } = facts.rule;
  const minutes = Math.floor((endedAt.getTime() - facts.alert.startedAt.getTime()) / 60_000);
  return [
    `${measured(facts)} ${spanOf(facts)}. The rule ends at ${writeValue(measure, thresholds.recoveryThreshold)} or less.`,
    `The alert began at ${writeMoment(facts.alert.startedAt)}, lasted ${writeMinutes(minutes)}`,
    `and reached ${writeValue(measure, facts.alert.peakValue)} at its worst.`,
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

function spanOf({ rule, window }: AlertFacts): string {
  return `in ${writeMinutes(rule.windowMinutes)} up to ${writeMoment(window.to)}`;
}

function whoIsAffected({ rule, counts }: AlertFacts): string[] {
  if (rule.measure === 'affected-users') {
    return [`Behind them: ${writeCount(counts.failures, 'failed sign-in', 'failed sign-ins')}.`];
  }
  if (counts.people === 0) return [];
  return [`${writeCount(counts.people, 'person is', 'people are')} affected.`];
}

function about({ counts, topApps }: AlertFacts, error: TopError, entry: CatalogEntry | null): string[] {
  const share = `${writeNumber(error.events)} of ${writeNumber(counts.failures)}`;
  const [app] = topApps;
  return [
    `The leading code is ${error.errorCode} (${error.title}), with ${share}.`,
    ...(entry === null ? ['The catalog does not have this code.'] : [entry.summary]),
    ...(app === undefined
      ? []
      : [`The app with the most of them is ${app.app}, with ${writeNumber(app.events)}.`]),
  ];
}

function moveOf({ actor, firstSteps }: TopError, entry: CatalogEntry | null): string[] {
  return [...(entry === null ? [] : [nextMove[actor]]), ...startHere(firstSteps)];
}

function write({ actor, steps }: Advice): string[] {
  return [nextMove[actor], ...startHere(steps)];
}

function startHere(steps: readonly string[]): string[] {
  return steps.length === 0 ? [] : [`Start here: ${steps.slice(0, stepsInSummaryMax).join(' ')}`];
}
