import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorRow, Summary } from '@turnaway/contracts/readings';
import { actorLabels } from '@turnaway/contracts/words';
import type { ReactNode } from 'react';
import { Breakable } from '@/components/breakable';
import { CauseName, Spark } from '@/components/cause';
import { Code } from '@/components/code/code';
import { StateBadge } from '@/components/error-groups/state-badge';
import { Link } from '@/components/link';
import { Badge, ChangeText } from '@/components/page';
import table from '@/components/table.module.css';
import { changeSince } from '@/lib/change-since';
import { errorHref, signInsHref } from '@/lib/code-links';
import { type Change, formatNumber } from '@/lib/format';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './errors.module.css';

/** Errors, one a row: what it means first, its code second, and whose move it is. */
export async function ErrorTable({
  rows,
  view,
  heads = {},
  ofOneApp = false,
  summary,
}: {
  rows: ErrorRow[];
  view: View;
  /** Heads that are more than a word, such as links that sort. */
  heads?: Partial<Record<'events' | 'people' | 'change', ReactNode>>;
  /** All are of the app that the page is about: it is not said again. */
  ofOneApp?: boolean;
  /** The numbers of the same view, where the page has them. */
  summary?: Summary;
}) {
  const changeOf = await changeSince(view, summary);
  return (
    <table aria-label="Errors" className={table.table}>
      <thead>
        <tr>
          <th>What happened</th>
          {!ofOneApp && <th className={table.hide}>App</th>}
          <th>Cause</th>
          <th className={table.spare}>Whose move</th>
          <th className={table.number}>{heads.events ?? 'Events'}</th>
          <th className={`${table.number} ${styles.people}`}>{heads.people ?? 'People'}</th>
          <th className={`${table.number} ${table.hide}`}>{heads.change ?? 'Change'}</th>
          <th className={`${table.wide} ${table.spark}`}>Over the period</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={formatErrorCode(row)}
            row={row}
            view={view}
            change={changeOf(row.events, row.eventsBefore)}
            ofOneApp={ofOneApp}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  row,
  view,
  change,
  ofOneApp,
}: {
  row: ErrorRow;
  view: View;
  change: Change;
  ofOneApp: boolean;
}) {
  const href = errorHref(view, row);
  const state = row.state ?? (row.isNew ? 'new' : null);
  return (
    <tr>
      <td className={table.what}>
        <Link href={href} className={styles.meaning}>
          <b>{row.title}</b>
        </Link>{' '}
        <Code of={row} /> {!row.known && <Badge tone="warn">not in the catalog</Badge>}{' '}
        {state !== null && state !== 'ongoing' && <StateBadge state={state} />}
      </td>
      {!ofOneApp && (
        <td className={`${table.hide} ${table.name}`}>
          <AppName row={row} view={view} />
        </td>
      )}
      <td>
        <CauseName cause={row.cause} />
      </td>
      <td className={`${table.quiet} ${table.spare} ${table.nowrap}`}>{actorLabels[row.actor]}</td>
      <td className={table.number}>
        <Link href={signInsHref(view, row)}>{formatNumber(row.events)}</Link>
      </td>
      <td className={`${table.number} ${styles.people}`}>
        {row.people === 0 ? (
          '–'
        ) : (
          <Link href={hrefTo('/breakdown/user', only(view, 'code', formatErrorCode(row)))}>
            {formatNumber(row.people)}
          </Link>
        )}
      </td>
      <td className={`${table.number} ${table.hide} ${table.words}`}>
        <ChangeText change={change} />
      </td>
      <td className={`${table.wide} ${table.spark}`}>
        <Link href={href} aria-hidden="true" tabIndex={-1}>
          <Spark values={row.spark} cause={row.cause} />
        </Link>
      </td>
    </tr>
  );
}

function AppName({ row, view }: { row: ErrorRow; view: View }) {
  if (row.topApp === null) return <span className={table.quiet}>not named</span>;
  return (
    <>
      <Link href={errorHref(only(view, 'app', row.topApp), row)}>
        <Breakable text={row.topApp} />
      </Link>
      {row.apps > 1 && <span className={table.quiet}>{`\u00a0+${row.apps - 1}`}</span>}
    </>
  );
}
