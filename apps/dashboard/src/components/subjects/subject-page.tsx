import { ChartFigure } from '@/charts/chart-figure';
import { behindBuckets, toStackedBars } from '@/charts/to-chart-data';
import { dimensionTitles, RankedList } from '@/components/breakdown/ranked-list';
import { Total } from '@/components/breakdown/total';
import { Downloads } from '@/components/downloads';
import { ErrorTable } from '@/components/errors/error-table';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Empty, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { Reveal } from '@/components/privacy/reveal';
import { SignInTable } from '@/components/sign-ins/sign-in-table';
import { getBreakdown, getErrors, getSignIns, getSummary, getTrends } from '@/lib/api';
import { filterValueLabel } from '@/lib/filter-words';
import { formatCount, formatNumber } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import { usualSignInColumns } from '@/lib/sign-in-columns';
import { type SubjectKind, subjects } from '@/lib/subjects';
import { during, hrefTo, only, type SearchParams, type View } from '@/lib/view';
import { SubjectNumbers } from './subject-numbers';
import { WhatNext } from './what-next';

/** All about the sign-ins of one person, app or address: how they went, why they failed, what to do next. */
export async function SubjectPage({
  kind,
  subject,
  params,
}: {
  kind: SubjectKind;
  /** The person's name, the app's name, or the address. */
  subject: string;
  params: SearchParams;
}) {
  const now = getNow();
  const asked = readView(params, now);
  // The subject stands in the path; `here` is the same view with it as the filter it is.
  const { [kind]: _itself, ...filter } = asked.filter;
  const view: View = { ...asked, filter };
  const here = only(view, kind, subject);
  const { path: base, listPath, many, lists } = subjects[kind];
  const path = `${base}/${encodeURIComponent(subject)}`;
  const [summary, trends, errors, recent, timeZone, ...affected] = await Promise.all([
    getSummary(here),
    getTrends(here, 'cause'),
    getErrors(here, { limit: '50' }),
    getSignIns(here, { limit: '8' }),
    getTimeZone(),
    ...lists.map((by) => getBreakdown(here, by, { limit: '5' })),
  ]);
  return (
    <>
      <ViewBar
        title={filterValueLabel(kind, subject)}
        parent={{ href: hrefTo(listPath, view), label: many }}
        view={view}
        path={path}
        alertOn={here}
      />
      <Reveal value={subject} />
      <SubjectNumbers summary={summary} here={here} kind={kind} />
      <WhatNext rows={errors.items} here={here} kind={kind} />
      <Section title="Turned away over time, by cause">
        <ChartFigure
          model={toStackedBars(trends, {
            timeZone,
            now,
            hrefOf: (key) => hrefTo(path, only(view, 'cause', key)),
            zoomHref: hrefTo(path, during(view, '__from__', '__to__')),
          })}
          rows={behindBuckets(trends, hrefTo('/sign-ins', during(here, '__from__', '__to__')))}
          downloads={<Downloads table="trend" query={hrefTo('', here)} what="The trend" />}
          empty="There is no failure in this period. Look at a longer time, or take a filter away."
        />
      </Section>
      <Section
        title="Errors"
        aside={
          <Link className={page.more} href={hrefTo('/errors', here)}>
            {formatCount(errors.total, 'error code')} →
          </Link>
        }
      >
        {errors.items.length === 0 ? (
          <Empty title="No failure in this period">
            <p>Look at a longer time, or take a filter away.</p>
          </Empty>
        ) : (
          <ErrorTable
            rows={errors.items.slice(0, 10)}
            view={here}
            ofOneApp={kind === 'app'}
            summary={summary}
          />
        )}
      </Section>
      <div className={page.four}>
        {affected.map((list) => (
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
            <RankedList breakdown={list} view={here} />
          </Section>
        ))}
      </div>
      <Section
        title="Recent sign-ins"
        aside={
          <Link className={page.more} href={hrefTo('/sign-ins', here)}>
            All {formatNumber(recent.total)} →
          </Link>
        }
      >
        <SignInTable
          rows={recent.items}
          view={here}
          timeZone={timeZone}
          now={now}
          columns={usualSignInColumns.filter((column) => column !== kind)}
        />
      </Section>
    </>
  );
}
