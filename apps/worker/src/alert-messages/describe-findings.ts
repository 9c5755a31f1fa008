import type { GroupAlert } from '@turnaway/db/alerting/list-group-alerts';
import type { AlertFacts } from './alert-facts.js';
import { writeCount, writeMinutes, writeMoment, writeNumber } from './words.js';

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
export function titleOfFindings({ rule, alert, alerts }: AlertFacts): string {
  const over = alert.endedAt === null ? '' : ' is over';
  const count = alerts.firing > 0 ? alerts.firing : alerts.ended;
  const [worst] = alerts.items;
  const what =
    count === 1 && worst !== undefined
      ? lineOf(worst)
      : `${writeCount(count, 'alert', 'alerts')}${worst === undefined ? '' : `. The worst is ${lineOf(worst)}`}`;
  return cut(`${rule.name}${over}: ${what}`.replace(/\.$/, ''), titleLengthMax);
}

/** Sentences: how bad it is against what is usual, since when, what else fires, and how many people it is about. */
export function findingsOf({ alert, alerts, counts }: AlertFacts): string[] {
  const [worst, ...others] = alerts.items;
  if (worst === undefined) return [];
  const sentences = [`${lineOf(worst)}`];
  const isSaid = /\busual\b/.test(worst.because);
  if (worst.usual !== null && worst.usual > 0 && !isSaid) {
    sentences.push(`Usual is ${writeNumber(worst.usual)}.`);
  }
  if (alert.endedAt === null) {
    sentences.push(`Since ${writeMoment(alert.startedAt)}.`);
  } else {
    const minutes = Math.floor((alert.endedAt.getTime() - alert.startedAt.getTime()) / 60_000);
    sentences.push(
      `It began at ${writeMoment(alert.startedAt)} and is over after ${writeMinutes(Math.max(0, minutes))}.`,
    );
  }
  const count = alerts.firing + alerts.ended;
  if (count > 1) {
    const { firing, ended } = alerts;
    const said = [
      ...(firing === 0 ? [] : [writeCount(firing, 'alert fires', 'alerts fire')]),
      ...(ended === 0 ? [] : [writeCount(ended, 'is over', 'are over')]),
    ];
    sentences.push(`${said.join(', ')}.`);
    sentences.push(...others.slice(0, namedMax).map((item) => `Also: ${lineOf(item)}`));
  }
  if (alert.endedAt === null && counts.people > 0) {
    sentences.push(`${writeCount(counts.people, 'person is', 'people are')} affected.`);
  }
  return sentences;
}

/** A finding in a line: the app, code or feed that it is about, if that is nobody's name, and why. */
function lineOf({ key, label, personal, because }: GroupAlert): string {
  return personal || key === 'all' || label === '' || because.includes(label)
    ? because
    : `${label}: ${because}`;
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
