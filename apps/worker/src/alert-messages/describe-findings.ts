import { adviceOnAlert } from '@turnaway/contracts';
import type { GroupAlert } from '@turnaway/db/alerting/list-group-alerts';
import type { AlertFacts } from './alert-facts.js';
import { writeCount, writeMoment, writeNumber, writeShare, writeSpan } from './words.js';

const titleLengthMax = 200;
const namedMax = 3;

/** Is it one number over all sign-ins, which is told by the number itself? */
export function isPlain({ rule, alerts }: AlertFacts): boolean {
  return (
    !rule.isOff &&
    rule.measure !== null &&
    alerts.items.length <= 1 &&
    (alerts.items[0]?.key ?? 'all') === 'all'
  );
}

/** One line: the rule, and what the worst finding is, or how many there are. Nobody is named. */
export function titleOfFindings(facts: AlertFacts): string {
  return cut(wholeTitle(facts), titleLengthMax);
}

function wholeTitle(facts: AlertFacts): string {
  const { rule, alert, alerts } = facts;
  const count = alerts.firing > 0 ? alerts.firing : alerts.ended;
  const [worst] = alerts.items;
  const howMany = writeCount(count, 'alert', 'alerts');
  const what =
    worst === undefined ? howMany : count === 1 ? lineOf(worst) : `${howMany}. ${worstOfMany(facts, worst)}`;
  return headline(rule.name, what, alert.endedAt !== null).replace(/\.$/, '');
}

function worstOfMany(facts: AlertFacts, worst: GroupAlert): string {
  const line = lineAmongOthers(facts, worst);
  // A finding that names nothing is a sentence of its own.
  if (worst.label === '' || !line.startsWith(`${worst.label}: `)) return `The worst: ${line}`;
  return `The worst ${facts.alert.endedAt === null ? 'is' : 'was'} ${line}`;
}

/** The name of a rule and what it found. A name may be of one thing or of many: that it is over stands before it. */
export function headline(ruleName: string, what: string, isOver: boolean): string {
  return isOver ? `Over: ${ruleName}. ${what}` : `${ruleName}: ${what}`;
}

/**
 * Sentences that go on from the title: how bad it is against what is usual, since when, what else fires, and how many people
 * it is about. The finding itself only where the title has no room for all of it.
 */
export function findingsOf(facts: AlertFacts): string[] {
  const { rule, alert, alerts, counts } = facts;
  const [worst, ...others] = alerts.items;
  if (worst === undefined) return [];
  const sentences = wholeTitle(facts).length <= titleLengthMax ? [] : [lineOf(worst)];
  sentences.push(...usualAt(facts));
  if (alert.endedAt === null) {
    sentences.push(`Since ${writeMoment(alert.startedAt)}.`);
  } else {
    sentences.push(
      `It began at ${writeMoment(alert.startedAt)} and lasted ${writeSpan(alert.startedAt, alert.endedAt)}.`,
    );
    // Of several it stands in the title.
    if (alerts.ended === 1) sentences.push(...atItsWorst(worst));
  }
  const count = alerts.firing + alerts.ended;
  if (count > 1) {
    const { firing, ended } = alerts;
    if (firing > 0 && ended > 0) {
      sentences.push(
        `${writeCount(firing, 'alert fires', 'alerts fire')}, ${writeCount(ended, 'is over', 'are over')}.`,
      );
    }
    sentences.push(...others.slice(0, namedMax).map((item) => `Also: ${lineAmongOthers(facts, item)}`));
  }
  const isOfTheseEvents = adviceOnAlert(rule.kind, worst.about.errorCode) === null;
  if (isOfTheseEvents && alert.endedAt === null && counts.people > 0) {
    sentences.push(`${writeCount(counts.people, 'person is', 'people are')} affected.`);
  }
  return sentences;
}

/** What is usual, as far as the finding has not said it; of a count against a threshold also that it is not known. */
export function usualAt({ rule, alert, alerts: { items } }: AlertFacts): string[] {
  const [worst] = items;
  if (worst === undefined) return [];
  const { usual, valueMeasure } = worst;
  if (rule.measure === null) {
    const isSaid = usual === null || usual === 0 || /\busual\b/.test(worst.because);
    return isSaid ? [] : [`Usual is ${writeOf(valueMeasure, usual)}.`];
  }
  if (usual === null) return alert.endedAt === null ? ['What is usual at this time is not known yet.'] : [];
  // The title of one number leaves the finding's own words out.
  if (worst.key !== 'all' && /\busual\b/.test(worst.because)) return [];
  return [
    usual === 0 ? 'None is usual at this time.' : `Usual at this time: ${writeOf(valueMeasure, usual)}.`,
  ];
}

/** How bad it was: the finding itself says how it is now. */
function atItsWorst(item: GroupAlert): string[] {
  const worst = worstOf(item);
  return worst === null ? [] : [`At its worst: ${worst}.`];
}

function worstOf({ valueMeasure, peakValue }: GroupAlert): string | null {
  // What is counted stands in the plural.
  if (valueMeasure === '' || (peakValue === 1 && !isShare(valueMeasure))) return null;
  return `${writeOf(valueMeasure, peakValue)} ${valueMeasure}`;
}

/** A value of what is measured, which is a share of something or a count. */
function writeOf(valueMeasure: string, value: number): string {
  return isShare(valueMeasure) ? writeShare(value) : writeNumber(value);
}

function isShare(valueMeasure: string): boolean {
  return valueMeasure.startsWith('of ');
}

/** A finding among others: once they are over, how bad it was tells more than that it is no longer seen. */
function lineAmongOthers({ rule, alert }: AlertFacts, item: GroupAlert): string {
  const worst = alert.endedAt === null || rule.isOff ? null : worstOf(item);
  return lineOf(worst === null ? item : { ...item, because: `${worst}.` });
}

/** A finding in a line: the app, code or feed that it is about, if that is nobody's name, and why. */
function lineOf({ key, label, personal, because }: GroupAlert): string {
  // That it is over stands before it.
  const why = because.replace(/^Over: /, '');
  return personal || key === 'all' || label === '' || why.includes(label) ? why : `${label}: ${why}`;
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
