import type { AttemptRow } from '@turnaway/contracts/attempts';
import { shownName } from '@turnaway/contracts/personal';
import { Breakable } from '@/components/breakable';
import { Code } from '@/components/code/code';
import { Downloads } from '@/components/downloads';
import { EmptyPeriod } from '@/components/empty-period';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Badge, Pager, Words } from '@/components/page';
import page from '@/components/page.module.css';
import { SignInTabs } from '@/components/sign-ins/sign-in-tabs';
import table from '@/components/table.module.css';
import { getAttempts } from '@/lib/api';
import { attemptOutcomeLabels, formatWait } from '@/lib/attempt-words';
import { filterValueLabel } from '@/lib/filter-words';
import { formatCount, formatDateTime, formatNumber } from '@/lib/format';
import { keepsUp, readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import { subjectHref } from '@/lib/subjects';
import { hrefTo, one, type SearchParams, type View } from '@/lib/view';
import styles from './attempts.module.css';

const results = ['abandoned', 'success', 'failed'] as const;

/** Attempts in which somebody was asked for something, and how each ended. */
export async function Attempts({ params }: { params: SearchParams }) {
  const now = getNow();
  const view = readView(params, now);
  const result = results.find((name) => name === one(params.result));
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const [attempts, timeZone] = await Promise.all([
    readRows(rows, cursor, (at) => getAttempts(view, { result, ...at })),
    getTimeZone(),
  ]);
  const { counts, items, total, nextCursor } = attempts;
  const own = { result: result ?? null, ...rowParameter(rows) };
  const totals = { abandoned: counts.abandoned, success: counts.succeeded, failed: counts.failed };
  return (
    <>
      <ViewBar title="Sign-ins" view={view} path="/attempts" extra={own} keepsUp={keepsUp(rows)} />
      <SignInTabs view={view} current="/attempts" />
      <p className={page.note}>
        An attempt is told here about 15 minutes after its last prompt, once the time to answer is over. None
        of it counts as a failure, unless somebody was refused.
        {counts.unresolved > 0 &&
          ` ${formatCount(counts.unresolved, 'abandoned attempt')} stopped at something that is a failure unless a success follows.`}
      </p>
      <div className={`${page.over} ${styles.over}`}>
        <Words
          label="How they ended"
          words={[
            {
              label: `all ${formatNumber(counts.prompted)}`,
              href: hrefTo('/attempts', view),
              current: result === undefined,
            },
            ...results.map((name) => ({
              label: `${formatNumber(totals[name])} ${attemptOutcomeLabels[name]}`,
              href: hrefTo('/attempts', view, { result: name }),
              current: name === result,
            })),
          ]}
        />
        <Downloads table="attempts" query={hrefTo('', view, own)} what="All these attempts" />
      </div>
      <AttemptTable rows={items} view={view} timeZone={timeZone} now={now} />
      <Pager
        shown={items.length}
        total={total}
        rows={{ current: rows, hrefOf: (parameter) => hrefTo('/attempts', view, { ...own, ...parameter }) }}
        firstHref={cursor === undefined ? null : hrefTo('/attempts', view, own)}
        nextHref={nextCursor === null ? null : hrefTo('/attempts', view, { ...own, cursor: nextCursor })}
      />
    </>
  );
}

function AttemptTable({
  rows,
  view,
  timeZone,
  now,
}: {
  rows: AttemptRow[];
  view: View;
  timeZone: string;
  now: Date;
}) {
  if (rows.length === 0) {
    return (
      <EmptyPeriod title="No prompt was settled in this period" path="/attempts" view={view}>
        <p>
          Look at a longer time, or take a filter away. Prompts that are older than the sign-ins that passed
          are kept for are not judged.
        </p>
      </EmptyPeriod>
    );
  }
  return (
    <table aria-label="What became of prompts" className={table.table}>
      <thead>
        <tr>
          <th>Began</th>
          <th className={styles.person}>Person</th>
          <th className={table.hide}>App</th>
          <th>Last prompt</th>
          <th>Ended</th>
          <th className={table.wide}>Address</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className={table.nowrap}>
              <Link href={hrefTo('/sign-ins', view, { id: row.signInId })}>
                {formatDateTime(row.startedAt, timeZone, now)}
              </Link>
            </td>
            <td className={`${table.name} ${styles.person}`}>
              <PersonLink user={row.user} view={view} />
            </td>
            <td className={`${table.hide} ${table.name}`}>
              <Link href={subjectHref(view, 'app', row.app)}>
                <Breakable text={filterValueLabel('app', row.app)} />
              </Link>
            </td>
            <td className={table.what}>
              <b>{row.prompt.title}</b> <Code of={row.prompt} />
              <div className={styles.below}>
                <PersonLink user={row.user} view={view} />
              </div>
            </td>
            <td className={table.nowrap}>
              <Badge tone={row.outcome === 'success' ? 'good' : row.outcome === 'failed' ? 'bad' : 'warn'}>
                {attemptOutcomeLabels[row.outcome]}
              </Badge>{' '}
              {row.answeredAfterMs !== null && (
                <span className={table.nowrap}>{formatWait(row.answeredAfterMs)}</span>
              )}
            </td>
            <td className={table.wide}>
              {row.ip === null ? (
                <span className={table.quiet}>–</span>
              ) : (
                <Link href={subjectHref(view, 'ip', row.ip)}>{shownName(row.ip)}</Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PersonLink({ user, view }: { user: string | null; view: View }) {
  if (user === null) return <span className={table.quiet}>–</span>;
  return (
    <Link href={subjectHref(view, 'user', user)}>
      <Breakable text={shownName(user)} />
    </Link>
  );
}
