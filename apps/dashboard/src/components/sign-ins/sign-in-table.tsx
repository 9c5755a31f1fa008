import { formatErrorCode } from '@turnaway/contracts/error-code';
import { shownName } from '@turnaway/contracts/personal';
import type { SignInRow } from '@turnaway/contracts/readings';
import { CauseName } from '@/components/cause';
import { Link } from '@/components/link';
import { Empty } from '@/components/page';
import table from '@/components/table.module.css';
import { formatDateTime } from '@/lib/format';
import { hrefTo, only, type View } from '@/lib/view';
import styles from './sign-ins.module.css';

/** Kept sign-ins, newest first; a row opens its detail. */
export function SignInTable({
  rows,
  view,
  timeZone,
  now,
  extra = {},
  current,
  showsCode = true,
}: {
  rows: SignInRow[];
  view: View;
  timeZone: string;
  now: Date;
  extra?: Record<string, string | null>;
  current?: string | undefined;
  showsCode?: boolean;
}) {
  if (rows.length === 0) {
    return (
      <Empty title="No sign-in was kept for this">
        <p>
          Failures and expected prompts are kept, successes are only counted. Look at a longer time, or take a
          filter away.
        </p>
      </Empty>
    );
  }
  return (
    <table aria-label="Sign-ins" className={table.table}>
      <thead>
        <tr>
          <th>When</th>
          <th>Person</th>
          <th className={table.hide}>App</th>
          {showsCode && <th>What happened</th>}
          {showsCode && <th className={table.wide}>Cause</th>}
          <th className={table.hide}>Address</th>
          <th className={table.wide}>Country</th>
          {!showsCode && <th className={table.wide}>Client</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-current={row.id === current || undefined}>
            <td className={table.nowrap}>
              <Link href={hrefTo('/sign-ins', view, { ...extra, id: row.id })} scroll={false}>
                {formatDateTime(row.occurredAt, timeZone, now)}
              </Link>
            </td>
            <td className={styles.person}>
              <Narrow view={view} name="user" value={row.userName} />
            </td>
            <td className={table.hide}>
              <Narrow view={view} name="app" value={row.app} />
            </td>
            {showsCode && (
              <td>
                <Link href={hrefTo('/sign-ins', view, { ...extra, id: row.id })} scroll={false}>
                  <b>{row.codeClass.title}</b>
                </Link>{' '}
                <code>{formatErrorCode(row.codeClass)}</code>
              </td>
            )}
            {showsCode && (
              <td className={table.wide}>
                <CauseName cause={row.codeClass.cause} />
              </td>
            )}
            <td className={table.hide}>
              <Narrow view={view} name="ip" value={row.ip} />
            </td>
            <td className={table.wide}>
              <Narrow view={view} name="country" value={row.country} />
            </td>
            {!showsCode && <td className={table.wide}>{row.client ?? '–'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Narrow({
  view,
  name,
  value,
}: {
  view: View;
  name: 'user' | 'app' | 'ip' | 'country';
  value: string | null;
}) {
  if (value === null) return <span className={table.quiet}>–</span>;
  return <Link href={hrefTo('/sign-ins', only(view, name, value))}>{shownName(value)}</Link>;
}
