import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorDetail } from '@turnaway/contracts/readings';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { audienceLabels } from '@turnaway/contracts/words';
import { ChartFigure } from '@/charts/chart-figure';
import { behindBuckets, toBarsAgainstBefore } from '@/charts/to-chart-data';
import { Total } from '@/components/breakdown/total';
import codeStyles from '@/components/code/code.module.css';
import { CodeLine } from '@/components/code/code-line';
import { CodeFacts } from '@/components/code/facts';
import { MoreAbout } from '@/components/code/more-about';
import { WhatToDo } from '@/components/code/what-to-do';
import { Downloads } from '@/components/downloads';
import { GroupsOfCode } from '@/components/error-groups/groups-of-code';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { DecideButton } from '@/components/overrides/decide-button';
import { DecidedHere } from '@/components/overrides/decided-here';
import { Badge, ChangeText, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { SignInTable } from '@/components/sign-ins/sign-in-table';
import { getErrorDetail, getSignIns, getTrends } from '@/lib/api';
import { changeSince } from '@/lib/change-since';
import { errorHref, signInsHref } from '@/lib/code-links';
import { comparisonLabels } from '@/lib/filter-words';
import { formatAgo, formatCount, formatDateTime, formatNumber } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getAudience, getNow, getTimeZone } from '@/lib/request';
import { during, hrefTo, one, only, type SearchParams, type View } from '@/lib/view';
import styles from './errors.module.css';
import { PromptsAnswered } from './prompts-answered';
import { RelatedCodes } from './related-codes';
import { WhoIsAffected } from './who-is-affected';

const audiences = Object.keys(audienceLabels) as Audience[];

/** One error code: what it means, how to mend it, and whom it hits here. */
export async function ErrorPage({
  system,
  code,
  params,
}: {
  system: string;
  code: string;
  params: SearchParams;
}) {
  const now = getNow();
  const variant = one(params.variant);
  // In the address the code stands in the path; `here` is the same view with it as the filter it is.
  const { code: _code, ...filter } = readView(params, now).filter;
  const view: View = { ...readView(params, now), filter };
  const errorCode = { system, code, variant: variant ?? null };
  const here = only(view, 'code', formatErrorCode(errorCode));
  const [detail, trends, recent, changeOf] = await Promise.all([
    getErrorDetail(view, system, code, variant),
    getTrends(here, 'cause'),
    getSignIns(here, { limit: '8' }),
    changeSince(view),
  ]);
  const { codeClass, entry, override } = detail;
  const path = `/errors/${encodeURIComponent(system)}/${encodeURIComponent(code)}`;
  const own = { variant: variant ?? null };
  const [timeZone, audience] = await Promise.all([getTimeZone(), getAudience()]);
  return (
    <>
      <ViewBar
        title={formatErrorCode(errorCode)}
        parent={{ href: hrefTo('/errors', view), label: 'Errors' }}
        view={view}
        path={path}
        extra={own}
        alertOn={here}
      />
      <h2 className={codeStyles.title}>{codeClass.known ? codeClass.title : 'Not known yet'}</h2>
      <CodeLine errorCode={errorCode} entry={entry}>
        {entry === null && <Badge tone="warn">not in the catalog</Badge>}
      </CodeLine>
      {override !== null && <DecidedHere override={override} held={codeClass} />}
      <div className={codeStyles.columns}>
        <div>
          {entry === null ? (
            <NotInCatalog detail={detail} />
          ) : (
            <>
              <p className={codeStyles.summary}>{entry.summary}</p>
              {entry.when !== null && (
                <p className={codeStyles.summary}>This cause of it is told by: {entry.when}</p>
              )}
              <PromptsAnswered codeClass={codeClass} here={here} />
              <WhatToDo entry={entry} preferred={audience} />
              <MoreAbout entry={entry} />
            </>
          )}
          <OwnWords detail={detail} />
        </div>
        <aside className={codeStyles.side} aria-label="Facts">
          <CodeFacts
            codeClass={codeClass}
            entry={entry}
            linked={(name, value) => hrefTo('/errors', only(view, name, value))}
          />
          {override === null && (
            <DecideButton
              label={entry === null ? 'Classify it here' : 'Decide differently here'}
              errorCode={codeClass}
              held={entry === null ? null : codeClass}
              override={null}
              hasVariants={codeClass.variant === null && detail.variants.length > 0}
            />
          )}
        </aside>
      </div>
      <Variants detail={detail} view={view} />
      <Section
        title={`Over time, against the ${comparisonLabels[view.compare]}`}
        aside={
          <span className={page.note}>
            <Link href={signInsHref(view, errorCode)}>{formatCount(detail.events, 'event')}</Link>{' '}
            <ChangeText change={changeOf(detail.events, detail.eventsBefore)} /> ·{' '}
            <Total of={{ total: detail.people, totalIs: detail.peopleIs }} />{' '}
            {detail.people === 1 ? 'person' : 'people'}
            {detail.firstSeenAt !== null &&
              ` · first seen ${formatDateTime(detail.firstSeenAt, timeZone, now)}`}
            {detail.lastSeenAt !== null && ` · last ${formatAgo(detail.lastSeenAt, now)}`}
          </span>
        }
      >
        <ChartFigure
          model={toBarsAgainstBefore(trends, `cause-${codeClass.cause ?? 'unclassified'}`, {
            timeZone,
            now,
            compare: view.compare,
          })}
          rows={behindBuckets(trends, hrefTo('/sign-ins', during(here, '__from__', '__to__')))}
          downloads={<Downloads table="trend" query={hrefTo('', here)} what="The trend" />}
          empty="This code did not occur in this period. Look at a longer time, or take a filter away."
        />
      </Section>
      <GroupsOfCode
        here={here}
        errorCode={errorCode}
        cursor={one(params.history)}
        hrefOf={(history) => hrefTo(path, view, { ...own, history })}
      />
      <WhoIsAffected here={here} />
      <RelatedCodes view={view} errorCode={errorCode} />
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
          columns={['user', 'app', 'ip', 'country', 'client']}
        />
      </Section>
    </>
  );
}

function NotInCatalog({ detail: { override } }: { detail: ErrorDetail }) {
  if (override !== null) {
    return audiences.map((audience) => {
      const steps = override.hints?.[audience] ?? [];
      return steps.length === 0 ? null : (
        <Section key={audience} title={`What to do: ${audienceLabels[audience]}`}>
          <ol className={codeStyles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      );
    });
  }
  return (
    <p className={codeStyles.summary}>
      The catalog does not have this code, so what it means is not known here. It is counted and listed all
      the same. The system’s own words below are the best lead; what comes near it stands under{' '}
      <Link className={page.more} href="/unknown-codes?range=30d">
        unknown codes
      </Link>
      .
    </p>
  );
}

function OwnWords({ detail }: { detail: ErrorDetail }) {
  if (detail.reasonTexts.length === 0) return null;
  return (
    <Section title="In the system’s own words">
      <ul className={styles.words}>
        {detail.reasonTexts.slice(0, 5).map(({ text, events }) => (
          <li key={text}>
            <blockquote>
              {text} <span className={page.note}>({formatCount(events, 'time')})</span>
            </blockquote>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Variants({ detail, view }: { detail: ErrorDetail; view: View }) {
  if (detail.variants.length < 2) return null;
  return (
    <Section title="This code has several causes">
      <ul className={codeStyles.references}>
        {detail.variants.map((variant) => (
          <li key={formatErrorCode(variant)}>
            <Link href={errorHref(view, variant)}>{variant.title}</Link>{' '}
            <code>{formatErrorCode(variant)}</code>{' '}
            <span className={page.note}>{formatCount(variant.events, 'event')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
