import type { Alert } from '@turnaway/contracts/alerts';
import type { Mark } from '@turnaway/contracts/marks';
import type { Page } from '@turnaway/contracts/page';
import type { ErrorRow, Summary, Trends } from '@turnaway/contracts/readings';
import { ChartFigure } from '@/charts/chart-figure';
import { behindBuckets, toStackedBars, toStackedShares } from '@/charts/to-chart-data';
import { RankedList } from '@/components/breakdown/ranked-list';
import { Total } from '@/components/breakdown/total';
import { Downloads } from '@/components/downloads';
import { ErrorTable } from '@/components/errors/error-table';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { LookWider } from '@/components/look-wider';
import { Empty, Section, Words } from '@/components/page';
import page from '@/components/page.module.css';
import { PartFault } from '@/components/part-fault';
import {
  getAlerts,
  getAttempts,
  getBreakdown,
  getCauseSourceGrid,
  getErrors,
  getFeeds,
  getMarks,
  getSummary,
  getTrends,
} from '@/lib/api';
import { ApiFault } from '@/lib/api-fault';
import { formatCount } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import { settle } from '@/lib/settle';
import { whatStandsOut } from '@/lib/stands-out';
import {
  countsSuccesses,
  during,
  type FilterName,
  hrefTo,
  oneOf,
  only,
  type SearchParams,
  type View,
} from '@/lib/view';
import { trendDimensions } from '@/lib/view-choices';
import { CauseSourceGrid } from './cause-source-grid';
import { FirstRun } from './first-run';
import { Kpis } from './kpis';
import { MarkTable } from './mark-table';
import styles from './overview.module.css';
import { StandsOut } from './stands-out';

const metrics = ['count', 'rate'] as const;
const errorsShown = 10;

/** How bad, what stands out, since when, which errors, where: read from the top in ten seconds. */
export async function Overview({ params }: { params: SearchParams }) {
  const view = readView(params, getNow());
  const by = oneOf(params.by, trendDimensions);
  const metric = oneOf(params.metric, metrics);
  const summary = await getSummary(view);
  if (summary.newestEventAt === null) return <FirstRun batchArrived={summary.newestBatchAt !== null} />;

  const [trends, errors, apps, grid, alerts, feeds, attempts, marks] = await Promise.all([
    settle(getTrends(view, by)),
    settle(getErrors(view, { limit: '50' })),
    settle(getBreakdown(view, 'app', { limit: '8' })),
    settle(getCauseSourceGrid(view)),
    settle(getAlerts({ limit: '200' })),
    settle(getFeeds()),
    settle(getAttempts(view, { limit: '1' })),
    settle(getMarks({ from: view.from, to: view.to, app: onlyApp(view), limit: '50' })),
  ]);
  const extra = { by: by === 'cause' ? null : by, metric: metric === 'count' ? null : metric };
  return (
    <>
      <ViewBar title="Overview" view={view} path="/" extra={extra} />
      <Kpis
        summary={summary}
        attempts={attempts instanceof ApiFault ? null : attempts}
        view={view}
        now={getNow()}
      />
      <div className={styles.columns}>
        <div>
          <StandsOut
            findings={whatStandsOut({
              errors: errors instanceof ApiFault ? [] : errors.items,
              apps: apps instanceof ApiFault ? null : apps,
              summary,
              feeds: feeds instanceof ApiFault ? [] : feeds.items,
            })}
            view={view}
          />
          {trends instanceof ApiFault ? (
            <Section title="Over time">
              <PartFault />
            </Section>
          ) : (
            <Trend
              trends={trends}
              alerts={alerts instanceof ApiFault ? [] : alerts.items}
              marks={marks instanceof ApiFault ? [] : marks.items}
              view={view}
              metric={metric}
            />
          )}
          <Errors errors={errors} view={view} summary={summary} />
        </div>
        <div className={`${page.two} ${styles.side}`}>
          <Section
            title="Most affected apps"
            aside={
              <Link className={page.more} href={hrefTo('/breakdown/app', view)}>
                All {!(apps instanceof ApiFault) && <Total of={apps} />} apps →
              </Link>
            }
          >
            {apps instanceof ApiFault ? <PartFault /> : <RankedList breakdown={apps} view={view} path="/" />}
          </Section>
          <Section
            title="Why, and where in the chain"
            aside={
              <Downloads table="causes-and-sources" query={hrefTo('', view)} what="Causes and sources" />
            }
          >
            {grid instanceof ApiFault ? <PartFault /> : <CauseSourceGrid grid={grid} view={view} />}
          </Section>
        </div>
      </div>
    </>
  );
}

function Errors({
  errors,
  view,
  summary,
}: {
  errors: Page<ErrorRow> | ApiFault;
  view: View;
  summary: Summary;
}) {
  const total = errors instanceof ApiFault ? 0 : errors.total;
  return (
    <Section
      title="Errors"
      aside={
        <Link className={page.more} href={hrefTo('/errors', view)}>
          {total > errorsShown ? `All ${formatCount(total, 'error')} →` : 'Open the list →'}
        </Link>
      }
    >
      {errors instanceof ApiFault ? (
        <PartFault />
      ) : errors.items.length === 0 ? (
        <Empty title="No one was turned away">
          <p>
            There is no failure in this period with these filters. Look at a longer time, or take a filter
            away.
          </p>
          <LookWider path="/" view={view} />
        </Empty>
      ) : (
        <ErrorTable rows={errors.items.slice(0, errorsShown)} view={view} summary={summary} />
      )}
    </Section>
  );
}

/** The one app that the view is of, whose marks are shown beside those of all. */
function onlyApp({ filter }: View): string | undefined {
  return filter.app?.length === 1 ? filter.app[0] : undefined;
}

async function Trend({
  trends,
  alerts,
  marks,
  view,
  metric,
}: {
  trends: Trends;
  alerts: Alert[];
  marks: Mark[];
  view: View;
  metric: (typeof metrics)[number];
}) {
  const { by } = trends;
  const own = (next: { by?: string; metric?: string }) => {
    const merged = { by, metric, ...next };
    return hrefTo('/', view, {
      by: merged.by === 'cause' ? null : merged.by,
      metric: merged.metric === 'count' ? null : merged.metric,
    });
  };
  const kept = { by: by === 'cause' ? null : by, metric: metric === 'count' ? null : metric };
  const options = {
    timeZone: await getTimeZone(),
    now: getNow(),
    alerts,
    marks,
    hrefOf: (key: string) => hrefTo('/', only(view, by satisfies FilterName, key), kept),
    zoomHref: hrefTo('/', during(view, '__from__', '__to__'), kept),
  };
  const asRate = metric === 'rate' && (by === 'outcome' || countsSuccesses(view));
  const model = asRate ? toStackedShares(trends, options) : toStackedBars(trends, options);
  const title =
    by === 'outcome'
      ? `All sign-ins, by outcome${asRate ? ', as shares' : ''}`
      : `${asRate ? 'Failure rate' : 'Turned away'}, by ${by}`;
  return (
    <Section
      title={title}
      aside={
        <div className={styles.switches}>
          <Words
            label="Stack by"
            words={trendDimensions.map((name) => ({
              label: name,
              href: own({ by: name }),
              current: name === by,
            }))}
          />
          <span aria-hidden="true">·</span>
          <Words
            label="Measure"
            words={metrics.map((name) => ({
              label: name,
              href: own({ metric: name }),
              current: name === metric,
            }))}
          />
        </div>
      }
    >
      {metric === 'rate' && !asRate && (
        <p className={page.note}>
          Numbers, not rates: successes are not counted by these filters, so there is nothing to compare with.
        </p>
      )}
      <ChartFigure
        model={model}
        rows={behindBuckets(trends, hrefTo('/sign-ins', during(view, '__from__', '__to__')))}
        downloads={<Downloads table="trend" query={hrefTo('', view, { by })} what="The trend" />}
        empty="There is no failure in this period with these filters. Look at a longer time, or take a filter away."
      />
      <MarkTable marks={marks} view={view} timeZone={options.timeZone} now={options.now} />
    </Section>
  );
}
