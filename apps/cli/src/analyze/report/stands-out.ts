import { actorLabels, causeLabels } from '@turnaway/contracts/words';
import { countOf, formatCount, formatLength, formatMinute, formatShare } from '../../numbers.js';
import type { AnalysisReport, KeyRow } from './analysis-report.js';

/** What can be told from the counts alone; the sentences come from it. */
type Counted = Omit<AnalysisReport, 'standsOut'>;

const topShareMin = 0.2;
const sprayPeopleMin = 10;
const peakTimes = 4;
const peakFailuresMin = 20;
const bucketsForPeakMin = 8;
const dayMinutes = 1_440;
const guessFailuresMin = 20;
const appRateMin = 0.5;
const appFailuresMin = 20;

/** What to look at first, in sentences, most pressing first. */
export function findWhatStandsOut(report: Counted): string[] {
  return [
    sprayed(report),
    guessed(report),
    peaked(report),
    leadingCode(report),
    brokenApp(report),
    unknown(report),
  ]
    .filter((sentence) => sentence !== null)
    .slice(0, 5);
}

/** One address that fails as many people is how a password spray looks; a shared exit of an office fails a few. */
function sprayed({ addresses, totals }: Counted): string | null {
  const isSpray = ({ people, failures, successes }: KeyRow): boolean =>
    people !== null && people >= sprayPeopleMin && failures > successes;
  const found = addresses.items.filter(isSpray);
  const [first] = found;
  if (first === undefined) return null;
  const others =
    found.length > 1 ? ` ${countOf(found.length - 1, 'more address', 'more addresses')} like it.` : '';
  const share = formatShare(first.failures / totals.failures);
  return (
    `${first.name} failed ${countOf(first.failures, 'time')} as ${countOf(first.people ?? 0, 'person', 'people')} ` +
    `(${share} of the failures) ${first.successes === 0 ? 'without a success' : `with ${countOf(first.successes, 'success', 'successes')}`}: ` +
    `that is how a password spray looks.${others}`
  );
}

/** Many failures of one person without a success: guessing, or a device that keeps trying an old password. */
function guessed({ users }: Counted): string | null {
  const [first] = users.items.filter(
    ({ failures, successes }) => failures >= guessFailuresMin && successes === 0,
  );
  if (first === undefined) return null;
  const why = first.topCode === null ? '' : `, mostly "${first.topCode.title}"`;
  return `${first.name} failed ${countOf(first.failures, 'time')} and never got in${why}.`;
}

function peaked({ trend, totals }: Counted): string | null {
  const { buckets, bucketMinutes } = trend;
  // A peak of months is no event that anybody could look for.
  if (buckets.length < bucketsForPeakMin || bucketMinutes > dayMinutes) return null;
  const highest = buckets.reduce((most, bucket) => (bucket.failures > most.failures ? bucket : most));
  const usual = totals.failures / buckets.length;
  if (highest.failures < peakFailuresMin || highest.failures < usual * peakTimes) return null;
  const [cause] = Object.entries(highest.causes).sort(([, a], [, b]) => b - a);
  const why = cause === undefined ? '' : `, mostly ${nameOfCause(cause[0])}`;
  return (
    `Failures peaked at ${formatMinute(highest.from)} UTC: ${formatCount(highest.failures)} in ` +
    `${formatLength(bucketMinutes * 60_000)}, ${Math.round(highest.failures / usual)} times the mean${why}.`
  );
}

function nameOfCause(cause: string): string {
  const label = Object.entries(causeLabels).find(([key]) => key === cause)?.[1] ?? cause;
  return label.toLowerCase();
}

function leadingCode({ codes }: Counted): string | null {
  const [first] = codes.items;
  if (first === undefined || first.share < topShareMin) return null;
  const move = first.actor === 'nobody' ? 'nobody has to act' : `the move is with ${actorWords(first.actor)}`;
  return `${formatShare(first.share)} of the failures are "${first.title}" (${countOf(first.people, 'person', 'people')}): ${move}.`;
}

/** An actor within a sentence. */
function actorWords(actor: keyof typeof actorLabels): string {
  return actor === 'end-user' ? actorLabels[actor] : `the ${actorLabels[actor]}`;
}

function brokenApp({ apps }: Counted): string | null {
  const [first] = apps.items.filter(
    ({ failures, failureRate }) => failures >= appFailuresMin && (failureRate ?? 0) >= appRateMin,
  );
  if (first === undefined || apps.total < 2) return null;
  const why = first.topCode === null ? '' : `, mostly "${first.topCode.title}"`;
  return `${formatShare(first.failureRate ?? 0)} of the sign-ins to ${first.name} fail (${formatCount(first.failures)})${why}.`;
}

function unknown({ totals }: Counted): string | null {
  if (totals.unknownCodes === 0) return null;
  return `${countOf(totals.unknownCodes, 'code')} in ${countOf(totals.unknownCodeEvents, 'event')} ${
    totals.unknownCodes === 1 ? 'is' : 'are'
  } not in the catalog yet.`;
}
