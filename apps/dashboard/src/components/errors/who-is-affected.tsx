import type { Breakdown, BreakdownDimension, BreakdownRow } from '@turnaway/contracts/readings';
import { dimensionTitles, RankedList } from '@/components/breakdown/ranked-list';
import { Total } from '@/components/breakdown/total';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { getBreakdown, getSession } from '@/lib/api';
import { mayList } from '@/lib/may-list';
import { representation, representationWords } from '@/lib/representation';
import { hrefTo, type View } from '@/lib/view';

const dimensions = [
  'app',
  'user',
  'policy',
  'client',
  'device',
  'ip',
  'country',
  'feed',
] as const satisfies BreakdownDimension[];
/** People and addresses are too many, and each is rare: their share of all says nothing. */
const compared = [
  'app',
  'policy',
  'country',
  'client',
  'device',
  'feed',
] as const satisfies BreakdownDimension[];
const comparedMax = '200';

/**
 * Whom an error hits, ranked by what the log has; every value leads to its sign-ins. Where a value is far more or less frequent
 * than elsewhere, that is said: an app that is simply large is no lead.
 */
export async function WhoIsAffected({ here }: { here: View }) {
  const { code: _code, cause: _cause, source: _source, outcome: _outcome, ...filter } = here.filter;
  const everywhere: View = { ...here, filter };
  const { people } = await getSession();
  const isListed = (by: BreakdownDimension) => mayList(by, people);
  const [ranked, overall] = await Promise.all([
    Promise.all(dimensions.filter(isListed).map((by) => getBreakdown(here, by, { limit: '5' }))),
    Promise.all(compared.filter(isListed).map((by) => getBreakdown(everywhere, by, { limit: comparedMax }))),
  ]);
  // Few logs name a policy or a device: an empty list of these says nothing.
  const lists = ranked.filter(({ by, items }) => items.length > 0 || (by !== 'policy' && by !== 'device'));
  return (
    <div className={page.lists}>
      {lists.map((list) => (
        <Section
          key={list.by}
          title={dimensionTitles[list.by].many}
          aside={
            list.total > list.items.length && (
              <Link className={page.more} href={hrefTo(`/breakdown/${list.by}`, here)}>
                All <Total of={list} /> →
              </Link>
            )
          }
        >
          <RankedList
            breakdown={list}
            view={here}
            noteOf={againstAll(overall.find(({ by }) => by === list.by))}
          />
        </Section>
      ))}
    </div>
  );
}

/** Says of a row how much more or less often it occurs than overall, where that is far. */
function againstAll(overall: Breakdown | undefined): (row: BreakdownRow) => string | null {
  if (overall === undefined) return () => null;
  // Where successes are counted, and all of the list is at hand, "all" are all sign-ins; else all failures.
  const knowsSuccesses =
    overall.nextCursor === null && overall.items.every(({ successes }) => successes !== null);
  const all = overall.items.reduce((sum, row) => sum + row.failures + (row.successes ?? 0), 0);
  const shares = new Map(
    overall.items.map((row) => [
      row.key,
      knowsSuccesses ? (row.failures + (row.successes ?? 0)) / Math.max(all, 1) : row.share,
    ]),
  );
  return (row) => {
    const share = shares.get(row.key);
    const ratio = representation(
      { events: row.failures, share: row.share },
      share === undefined ? undefined : { share },
    );
    return ratio === null
      ? null
      : representationWords(ratio, knowsSuccesses ? 'all sign-ins' : 'all failures');
  };
}
