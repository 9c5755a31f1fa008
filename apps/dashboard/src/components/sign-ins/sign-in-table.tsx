import { createHash } from 'node:crypto';
import { shownName } from '@turnaway/contracts/personal';
import type { SignInRow } from '@turnaway/contracts/readings';
import { actorLabels, sourceLabels } from '@turnaway/contracts/words';
import type { ReactNode } from 'react';
import { Breakable } from '@/components/breakable';
import { CauseName } from '@/components/cause';
import { Code } from '@/components/code/code';
import { EmptyPeriod } from '@/components/empty-period';
import { KeptRow } from '@/components/kept-row';
import { Link } from '@/components/link';
import table from '@/components/table.module.css';
import { formatDateTime } from '@/lib/format';
import { type SignInColumn, signInColumnLabel, usualSignInColumns } from '@/lib/sign-in-columns';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './sign-ins.module.css';

/** Columns that a narrow window has no room for, as long as nobody asked for them. */
const givesWay: Partial<Record<SignInColumn, string | undefined>> = {
  app: table.hide,
  cause: table.wide,
  ip: table.wide,
  country: table.wide,
  client: table.wide,
};

/** Kept sign-ins, newest first; a row opens its detail. */
export function SignInTable({
  rows,
  view,
  timeZone,
  now,
  extra = {},
  current,
  columns = usualSignInColumns,
  keepsColumns = false,
}: {
  rows: SignInRow[];
  view: View;
  timeZone: string;
  now: Date;
  extra?: Record<string, string | null>;
  current?: string | undefined;
  columns?: readonly SignInColumn[];
  /** Whether a narrow window shows all columns too, and scrolls them. */
  keepsColumns?: boolean;
}) {
  if (rows.length === 0) {
    return (
      <EmptyPeriod title="No sign-in was kept for this" path="/sign-ins" view={view}>
        <p>
          Failures and expected prompts are kept, successes are only counted. Look at a longer time, or take a
          filter away.
        </p>
      </EmptyPeriod>
    );
  }
  // As its links name the view: not by the clock, which would make every reading another one.
  const shared = [hrefTo('', view, extra), columns, keepsColumns, timeZone, now.getUTCFullYear()];
  const widthOf = (column: SignInColumn) => (keepsColumns ? undefined : givesWay[column]);
  const shown = (
    <table aria-label="Sign-ins" className={table.table}>
      <thead>
        <tr>
          <th>When</th>
          {columns.map((column) => (
            <th key={column} className={widthOf(column)}>
              {signInColumnLabel(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const href = hrefTo('/sign-ins', view, { ...extra, id: row.id });
          const isCurrent = row.id === current;
          return (
            <KeptRow key={row.id} version={versionOf({ row, isCurrent, shared })}>
              <tr data-sign-in={row.id} data-current={isCurrent || undefined}>
                <td className={table.nowrap}>
                  <Link href={href} scroll={false}>
                    {formatDateTime(row.occurredAt, timeZone, now)}
                  </Link>
                </td>
                {columns.map((column) => (
                  <td
                    key={column}
                    className={
                      column === 'user' ? styles.person : column === 'code' ? table.what : widthOf(column)
                    }
                  >
                    {cells[column]({ row, view, href }) ?? <span className={table.quiet}>–</span>}
                  </td>
                ))}
              </tr>
            </KeptRow>
          );
        })}
      </tbody>
    </table>
  );
  return keepsColumns ? <div className={styles.allColumns}>{shown}</div> : shown;
}

/** A short text that is another one as soon as anything that a row is drawn from is. */
function versionOf(drawnFrom: object): string {
  return createHash('sha1').update(JSON.stringify(drawnFrom)).digest('base64url').slice(0, 12);
}

interface Cell {
  row: SignInRow;
  view: View;
  /** Opens the row's detail. */
  href: string;
}

const cells: Readonly<Record<SignInColumn, (cell: Cell) => ReactNode>> = {
  user: ({ row, view }) => narrowed(view, 'user', row.userName),
  app: ({ row, view }) =>
    row.app === null ? null : <span className={styles.app}>{narrowed(view, 'app', row.app)}</span>,
  code: ({ row, href }) => (
    <>
      <Link href={href} scroll={false}>
        <b>{row.codeClass.title}</b>
      </Link>{' '}
      <Code of={row.codeClass} />
    </>
  ),
  reason: ({ row }) => row.reasonText,
  cause: ({ row }) => <CauseName cause={row.codeClass.cause} />,
  source: ({ row }) => sourceLabels[row.codeClass.source],
  actor: ({ row }) => actorLabels[row.codeClass.actor],
  ip: ({ row, view }) => narrowed(view, 'ip', row.ip),
  country: ({ row, view }) => narrowed(view, 'country', row.country),
  city: ({ row }) => row.city,
  resource: ({ row }) => row.resource,
  client: ({ row, view }) => narrowed(view, 'client', row.client),
  device: ({ row, view }) => narrowed(view, 'device', row.device),
  policy: ({ row, view }) =>
    row.policies.map((policy) => (
      <span key={policy} className={styles.policy}>
        {narrowed(view, 'policy', policy)}
      </span>
    )),
  interactive: ({ row, view }) =>
    row.interactive === null ? null : narrowed(view, 'interactive', row.interactive ? 'yes' : 'no'),
  correlation: ({ row }) => (row.correlationId === null ? null : <code>{row.correlationId}</code>),
  feed: ({ row, view }) => (
    <Link href={hrefTo('/sign-ins', only(view, 'feed', row.feed.id))}>{row.feed.name}</Link>
  ),
};

function narrowed(
  view: View,
  name: 'user' | 'app' | 'ip' | 'country' | 'client' | 'device' | 'policy' | 'interactive',
  value: string | null,
): ReactNode {
  return value === null ? null : (
    <Link href={hrefTo('/sign-ins', only(view, name, value))}>
      <Breakable text={shownName(value)} />
    </Link>
  );
}
