import type { BreakdownDimension } from '@turnaway/contracts/readings';
import { notFound } from 'next/navigation';
import { ListNote } from '@/components/downloads';
import { EmptyPeriod } from '@/components/empty-period';
import { ViewBar } from '@/components/filters/view-bar';
import { Empty, Pager, Words } from '@/components/page';
import { getBreakdown, getSession } from '@/lib/api';
import { keepsUp, readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { mayList } from '@/lib/may-list';
import { readView } from '@/lib/read-view';
import { getNow } from '@/lib/request';
import { hrefTo, one, type SearchParams } from '@/lib/view';
import { dimensionTitles, RankedList } from './ranked-list';
import { listedWords, Total, totalWords } from './total';

const dimensions = [
  'app',
  'user',
  'ip',
  'country',
  'client',
  'device',
  'policy',
  'feed',
  'system',
] as const satisfies BreakdownDimension[];

/** Everyone or everything that was turned away, most first, along one dimension. */
export async function BreakdownPage({ by, params }: { by: string; params: SearchParams }) {
  if (!isDimension(by)) notFound();
  const { people } = await getSession();
  const view = readView(params, getNow());
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const own = rowParameter(rows);
  const offered = dimensions.filter((name) => mayList(name, people));
  const isShown = mayList(by, people);
  const breakdown = isShown ? await readRows(rows, cursor, (at) => getBreakdown(view, by, at)) : null;
  const path = `/breakdown/${by}`;
  const title = dimensionTitles[by];
  return (
    <>
      <ViewBar title={dimensionTitles[by].many} view={view} path={path} extra={own} keepsUp={keepsUp(rows)} />
      <Words
        label="Break down by"
        tabs
        words={offered.map((name) => ({
          label: dimensionTitles[name].many,
          href: hrefTo(`/breakdown/${name}`, view),
          current: name === by,
        }))}
      />
      {breakdown === null ? (
        <Empty title={`${dimensionTitles[by].many} are not shown to your role`}>
          <p>They can name people. An owner of the workspace decides who sees what: Settings, Privacy.</p>
        </Empty>
      ) : breakdown.items.length === 0 ? (
        <EmptyPeriod title="No one was turned away" path={path} view={view}>
          <p>Look at a longer time, or take a filter away.</p>
        </EmptyPeriod>
      ) : (
        <>
          <ListNote
            table="breakdown"
            query={hrefTo('', view, { by })}
            what={`${breakdown.totalIs === 'exact' ? 'All' : 'The most frequent'} ${title.many.toLowerCase()}`}
          >
            {totalWords(breakdown, title)} with a failure in this period. {listedWords[breakdown.totalIs]}
          </ListNote>
          <RankedList breakdown={breakdown} view={view} />
        </>
      )}
      {breakdown !== null && (
        <Pager
          shown={breakdown.items.length}
          total={breakdown.total}
          shownTotal={<Total of={breakdown} />}
          rows={{ current: rows, hrefOf: (parameter) => hrefTo(path, view, parameter) }}
          firstHref={cursor === undefined ? null : hrefTo(path, view, own)}
          nextHref={
            breakdown.nextCursor === null
              ? null
              : hrefTo(path, view, { ...own, cursor: breakdown.nextCursor })
          }
        />
      )}
    </>
  );
}

/** Title of a breakdown's page; `null` for what is not one. */
export function breakdownTitle(by: string): string | null {
  return isDimension(by) ? dimensionTitles[by].many : null;
}

function isDimension(by: string): by is BreakdownDimension {
  return Object.hasOwn(dimensionTitles, by);
}
