import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorRow, TrendDimension, Trends } from '@turnaway/contracts/readings';
import { ChartFigure } from '@/charts/chart-figure';
import { bucketEnd, toFailureRate, toStackedBars } from '@/charts/to-chart-data';
import { RankedList } from '@/components/breakdown/ranked-list';
import { ErrorTable } from '@/components/errors/error-table';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Empty, Section, Words } from '@/components/page';
import page from '@/components/page.module.css';
import { getBreakdown, getErrors, getSummary, getTrends } from '@/lib/api';
import { errorHref } from '@/lib/code-links';
import { formatClock, formatCount } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { whatStandsOut } from '@/lib/stands-out';
import {
  during,
  type FilterName,
  hrefTo,
  oneOf,
  only,
  readView,
  type SearchParams,
  type View,
} from '@/lib/view';
import { FirstRun } from './first-run';
import { Kpis } from './kpis';
import styles from './overview.module.css';

const dimensions = [
  'cause',
  'source',
  'system',
  'app',
  'code',
  'outcome',
] as const satisfies TrendDimension[];
const metrics = ['count', 'rate'] as const;
const errorsShown = 10;

/** How bad, what stands out, since when, which errors, where: read from the top in ten seconds. */
export async function Overview({ params }: { params: SearchParams }) {
  const view = readView(params, getNow());
  const by = oneOf(params.by, dimensions);
  const metric = oneOf(params.metric, metrics);
  const summary = await getSummary(view);
  if (summary.newestEventAt === null) return <FirstRun batchArrived={summary.newestBatchAt !== null} />;

  const [trends, errors, apps, sources] = await Promise.all([
    getTrends(view, by),
    getErrors(view, { limit: '50' }),
    getBreakdown(view, 'app', { limit: '8' }),
    getBreakdown(view, 'source', { limit: '8' }),
  ]);
  const extra = { by: by === 'cause' ? null : by, metric: metric === 'count' ? null : metric };
  return (
    <>
      <ViewBar title="Overview" view={view} path="/" extra={extra} />
      <Kpis summary={summary} view={view} />
      <StandsOut rows={errors.items} view={view} />
      <Trend trends={trends} view={view} metric={metric} />
      <Section
        title="Errors"
        aside={
          <Link className={page.more} href={hrefTo('/errors', view)}>
            {errors.total > errorsShown ? `All ${formatCount(errors.total, 'error')} →` : 'Open the list →'}
          </Link>
        }
      >
        {errors.items.length === 0 ? (
          <Empty title="No one was turned away">
            <p>
              There is no failure in this period with these filters. Look at a longer time, or take a filter
              away.
            </p>
          </Empty>
        ) : (
          <ErrorTable rows={errors.items.slice(0, errorsShown)} view={view} />
        )}
      </Section>
      <div className={page.two}>
        <Section
          title="Most affected apps"
          aside={
            <Link className={page.more} href={hrefTo('/breakdown/app', view)}>
              All {formatCount(apps.total, 'app')} →
            </Link>
          }
        >
          <RankedList breakdown={apps} view={view} path="/" />
        </Section>
        <Section title="Where errors were issued">
          <RankedList breakdown={sources} view={view} path="/" />
        </Section>
      </div>
    </>
  );
}

async function Trend({
  trends,
  view,
  metric,
}: {
  trends: Trends;
  view: View;
  metric: (typeof metrics)[number];
}) {
  const { by } = trends;
  const options = { timeZone: await getTimeZone(), now: getNow() };
  const own = (next: { by?: string; metric?: string }) => {
    const merged = { by, metric, ...next };
    return hrefTo('/', view, {
      by: merged.by === 'cause' ? null : merged.by,
      metric: merged.metric === 'count' ? null : merged.metric,
    });
  };
  const hrefOf = (key: string) =>
    hrefTo('/', only(view, by satisfies FilterName, key), { by: by === 'cause' ? null : by });
  const model =
    metric === 'rate' ? toFailureRate(trends, options) : toStackedBars(trends, { ...options, hrefOf });
  const title =
    metric === 'rate'
      ? 'Failure rate'
      : by === 'outcome'
        ? 'All sign-ins, by outcome'
        : `Turned away, by ${by}`;
  return (
    <Section
      title={title}
      aside={
        <div className={styles.switches}>
          <Words
            label="Stack by"
            words={dimensions.map((name) => ({
              label: name,
              href: own({ by: name, metric: 'count' }),
              current: name === by && metric === 'count',
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
      <ChartFigure
        model={model}
        rowHrefs={trends.buckets.map((start) =>
          hrefTo('/sign-ins', during(view, start, bucketEnd(trends, start))),
        )}
        empty="There is no failure in this period with these filters. Look at a longer time, or take a filter away."
      />
    </Section>
  );
}

async function StandsOut({ rows, view }: { rows: ErrorRow[]; view: View }) {
  const findings = whatStandsOut(rows);
  if (findings.length === 0) return null;
  const timeZone = await getTimeZone();
  return (
    <Section title="What stands out">
      <ul>
        {findings.map(({ at, lead, rest, row }) => (
          <li key={formatErrorCode(row)} className={styles.finding}>
            <time dateTime={at}>{formatClock(at, timeZone)}</time>
            <span>
              <b>{lead}</b> {rest}
            </span>
            <Link href={errorHref(view, row)}>{formatErrorCode(row)} →</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
