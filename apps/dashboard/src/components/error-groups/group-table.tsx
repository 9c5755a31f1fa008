import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorGroup, ErrorGroupRow } from '@turnaway/contracts/error-groups';
import { noApp } from '@turnaway/contracts/filter-names';
import { actorLabels, sourceLabels } from '@turnaway/contracts/words';
import type { ReactNode } from 'react';
import { Breakable } from '@/components/breakable';
import { CauseName, Spark } from '@/components/cause';
import { Code } from '@/components/code/code';
import { Link } from '@/components/link';
import { Badge, ChangeText } from '@/components/page';
import table from '@/components/table.module.css';
import { changeSince } from '@/lib/change-since';
import { errorHref } from '@/lib/code-links';
import { type Change, formatAgo, formatDateTime, formatDay, formatNumber } from '@/lib/format';
import { ignoreWords } from '@/lib/group-words';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './error-groups.module.css';
import { SelectBox } from './select-box';
import type { Triaged } from './selection';
import { StateBadge } from './state-badge';

export type GroupHead = 'events' | 'people' | 'change' | 'newest' | 'state';

/** Error groups, one a row: what happened in which app, how much, and where it stands. */
export async function GroupTable({
  rows,
  view,
  list,
  canTriage,
  timeZone,
  now,
  heads = {},
  ofOneCode = false,
}: {
  rows: ErrorGroupRow[];
  view: View;
  /** Names the list that a selection belongs to. */
  list: string;
  canTriage: boolean;
  timeZone: string;
  now: Date;
  /** Heads that are more than a word, such as links that sort. */
  heads?: Partial<Record<GroupHead, ReactNode>>;
  /** On the page of a code, what it means is said already: its groups differ by app. */
  ofOneCode?: boolean;
}) {
  const changeOf = await changeSince(view);
  return (
    <table className={`${table.table} ${styles.groups}`} aria-label="Error groups">
      <thead>
        <tr>
          {canTriage && (
            <th className={styles.select}>
              <SelectBox list={list} groups={rows.map(toTriaged)} label="Select all of this page" />
            </th>
          )}
          {ofOneCode ? (
            <th>App</th>
          ) : (
            <>
              <th>What happened</th>
              <th className={table.hide}>App</th>
              <th className={table.hide}>Cause, source</th>
              <th className={table.wide}>Whose move</th>
            </>
          )}
          <th className={table.number}>
            {heads.events ?? 'Events'}
            <span className={table.hide}> · {heads.change ?? 'Change'}</span>
          </th>
          <th className={`${table.number} ${table.hide}`}>{heads.people ?? 'People'}</th>
          <th className={table.wide}>
            Last<span className={styles.second}> · {heads.newest ?? 'First seen'}</span>
          </th>
          <th className={styles.widest}>Over the period</th>
          <th>{heads.state ?? 'State'}</th>
          <th className={table.wide}>Assignee</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-group={row.id}>
            {canTriage && (
              <td className={styles.select}>
                <SelectBox
                  list={list}
                  groups={[toTriaged(row)]}
                  label={`Select ${row.title}, ${appName(row.app)}`}
                />
              </td>
            )}
            <Cells
              row={row}
              view={view}
              change={changeOf(row.events, row.eventsBefore)}
              timeZone={timeZone}
              now={now}
              ofOneCode={ofOneCode}
            />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({
  row,
  view,
  change,
  timeZone,
  now,
  ofOneCode,
}: {
  row: ErrorGroupRow;
  view: View;
  change: Change;
  timeZone: string;
  now: Date;
  ofOneCode: boolean;
}) {
  const own = only(only(view, 'app', row.app), 'code', formatErrorCode(row));
  const href = errorHref(own, row);
  return (
    <>
      {ofOneCode ? (
        <td className={styles.app}>
          <Link href={href}>
            <Breakable text={appName(row.app)} />
          </Link>{' '}
          {row.variant !== null && <code>#{row.variant}</code>}
        </td>
      ) : (
        <>
          <td>
            <Link href={href} className={styles.meaning}>
              <b>{row.title}</b>
            </Link>{' '}
            <Code of={row} /> {!row.known && <Badge tone="warn">not in the catalog</Badge>}
            <div className={styles.narrow}>
              <Breakable text={appName(row.app)} />
            </div>
          </td>
          <td className={`${table.hide} ${styles.app}`}>
            <Link href={hrefTo('/errors', only(view, 'app', row.app))}>
              <Breakable text={appName(row.app)} />
            </Link>
          </td>
          <td className={table.hide}>
            <CauseName cause={row.cause} />
            <div className={table.quiet}>{sourceLabels[row.source]}</div>
          </td>
          <td className={`${table.quiet} ${table.wide} ${table.nowrap}`}>{actorLabels[row.actor]}</td>
        </>
      )}
      <td className={table.number}>
        <Link href={hrefTo('/sign-ins', own)}>{formatNumber(row.events)}</Link>
        <div className={table.hide}>
          <ChangeText change={change} />
        </div>
      </td>
      <td className={`${table.number} ${table.hide}`}>
        {row.people === 0 ? (
          '–'
        ) : (
          <Link href={hrefTo('/breakdown/user', own)}>{formatNumber(row.people)}</Link>
        )}
      </td>
      <td className={`${table.wide} ${table.nowrap}`}>
        <time dateTime={row.lastSeenAt} title={formatDateTime(row.lastSeenAt, timeZone, now)}>
          {formatAgo(row.lastSeenAt, now)}
        </time>
        <div className={table.quiet}>
          <time dateTime={row.firstSeenAt} title={formatDateTime(row.firstSeenAt, timeZone, now)}>
            since {formatDay(row.firstSeenAt, timeZone)}
          </time>
        </div>
      </td>
      <td className={styles.widest}>
        <Link href={href} aria-hidden="true" tabIndex={-1}>
          <Spark values={row.spark} cause={row.cause} />
        </Link>
      </td>
      <td>
        <GroupState group={row} timeZone={timeZone} now={now} />
      </td>
      <td className={`${table.wide} ${styles.assignee}`}>
        {row.assignee === null ? (
          <span className={table.quiet}>–</span>
        ) : (
          <Breakable text={row.assignee.email} />
        )}
      </td>
    </>
  );
}

/** Where a group stands, since when and, of an ignored one, until when. */
export function GroupState({ group, timeZone, now }: { group: ErrorGroup; timeZone: string; now: Date }) {
  return (
    <>
      <StateBadge state={group.state} />
      <div className={`${table.quiet} ${styles.second}`}>
        {group.ignore === null
          ? formatAgo(group.since, now)
          : ignoreWords(group.ignore, (iso) => formatDateTime(iso, timeZone, now))}
      </div>
    </>
  );
}

/** A group as far as it takes to change it. */
export function toTriaged({ id, system, code, variant, app, state, ignore, assignee }: ErrorGroup): Triaged {
  return { id, key: { system, code, variant, app }, state, ignore, assigneeId: assignee?.id ?? null };
}

export function appName(app: string): string {
  return app === noApp ? 'no app named' : app;
}
