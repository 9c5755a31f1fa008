import type { BreakdownDimension } from '@turnaway/contracts/readings';
import { dimensionTitles, RankedList } from '@/components/breakdown/ranked-list';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { getBreakdown } from '@/lib/api';
import { formatNumber } from '@/lib/format';
import { hrefTo, type View } from '@/lib/view';

const dimensions = ['app', 'user', 'ip', 'country', 'client', 'feed'] as const satisfies BreakdownDimension[];

/** Whom an error hits, ranked six ways; every value leads to its sign-ins. */
export async function WhoIsAffected({ here }: { here: View }) {
  const lists = await Promise.all(dimensions.map((by) => getBreakdown(here, by, { limit: '5' })));
  return (
    <div className={page.three}>
      {lists.map((list) => (
        <Section
          key={list.by}
          title={dimensionTitles[list.by].many}
          aside={
            list.total > list.items.length && (
              <Link className={page.more} href={hrefTo(`/breakdown/${list.by}`, here)}>
                All {formatNumber(list.total)} →
              </Link>
            )
          }
        >
          <RankedList breakdown={list} view={here} />
        </Section>
      ))}
    </div>
  );
}
