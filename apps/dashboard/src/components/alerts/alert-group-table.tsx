import type { Alert, AlertGroupRow } from '@turnaway/contracts/alerts';
import type { Page } from '@turnaway/contracts/page';
import { causeSchema } from '@turnaway/contracts/taxonomy';
import { causeLabels } from '@turnaway/contracts/words';
import { Breakable } from '@/components/breakable';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { formatPlainValue, measureWords, shownLabel } from '@/lib/alert-words';
import { formatAgo, formatCount, formatDateTime, formatDuration } from '@/lib/format';
import { getNow } from '@/lib/request';
import { type AlertView, alertsHref } from './alert-filters';
import { AlertState } from './alert-state';
import styles from './alerts.module.css';

const closed = { open: undefined, in: undefined } as const;

/** Groups of alerts, one row each; the one that is open also shows its alerts. */
export function AlertGroupTable({
  label,
  state,
  groups,
  opened,
  view,
  timeZone,
}: {
  label: string;
  /** The alerts that the groups are of. */
  state: Alert['state'];
  groups: readonly AlertGroupRow[];
  /** The alerts of the open group. */
  opened: Page<Alert> | null;
  view: AlertView;
  timeZone: string;
}) {
  return (
    <table aria-label={label} className={table.table}>
      <thead>
        <tr>
          <th>Rule</th>
          <th>State</th>
          <th className={table.number}>Alerts</th>
          <th>Began</th>
          <th className={table.hide}>Lasted</th>
          <th className={`${table.number} ${table.hide}`}>Threshold</th>
          <th className={`${table.number} ${table.hide}`}>Worst</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const isOpen = view.open === group.id && view.in === state && group.alerts > 1;
          return [
            <GroupRow
              key={group.id}
              group={group}
              isOpen={isOpen}
              href={`${alertsHref(view, isOpen ? closed : { open: group.id, in: state })}${isOpen ? '' : '#open'}`}
              timeZone={timeZone}
            />,
            ...(isOpen && opened !== null
              ? [
                  ...opened.items.map((alert) => (
                    <MemberRow key={alert.id} alert={alert} timeZone={timeZone} />
                  )),
                  <MoreRow key="more" opened={opened} view={view} />,
                ]
              : []),
          ];
        })}
      </tbody>
    </table>
  );
}

function GroupRow({
  group,
  isOpen,
  href,
  timeZone,
}: {
  group: AlertGroupRow;
  isOpen: boolean;
  /** Opens the group, or closes it. */
  href: string;
  timeZone: string;
}) {
  const { lead, alerts } = group;
  const title = group.shared === null ? lead.ruleName : `${lead.ruleName}: ${sharedLabel(group.shared)}`;
  return (
    <tr data-current={isOpen ? '' : undefined} id={isOpen ? 'open' : undefined}>
      <td className={table.name}>
        <Link href={`/alerts/${encodeURIComponent(lead.id)}`}>
          <b>
            <Breakable text={title} />
          </b>
        </Link>
        {lead.key !== 'all' && (
          <p className={page.note}>
            <Breakable text={shownLabel(lead)} />
            {alerts > 1 && ` and ${formatCount(alerts - 1, 'other', 'others')}`}
          </p>
        )}
      </td>
      <td>
        <AlertState state={lead.state} level={lead.level} />
      </td>
      <td className={table.number}>
        {alerts === 1 ? (
          '1'
        ) : (
          <Link href={href} aria-label={`${isOpen ? 'Close' : 'Open'} ${alerts} alerts of ${title}`}>
            {alerts.toLocaleString('en-US')} <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </Link>
        )}
      </td>
      <Times newestAt={group.startedAt} alert={lead} timeZone={timeZone} />
      <Values alert={lead} />
    </tr>
  );
}

function MemberRow({ alert, timeZone }: { alert: Alert; timeZone: string }) {
  return (
    <tr>
      <td className={styles.member}>
        <Link href={`/alerts/${encodeURIComponent(alert.id)}`}>
          {alert.key === 'all' ? (
            formatDateTime(alert.startedAt, timeZone, getNow())
          ) : (
            <Breakable text={shownLabel(alert)} />
          )}
        </Link>
      </td>
      <td>
        <AlertState state={alert.state} level={alert.level} />
      </td>
      <td />
      <Times newestAt={alert.startedAt} alert={alert} timeZone={timeZone} />
      <Values alert={alert} />
    </tr>
  );
}

function MoreRow({ opened, view }: { opened: Page<Alert>; view: AlertView }) {
  return (
    <tr>
      <td className={styles.member} colSpan={7}>
        <span className={page.note}>
          {opened.items.length} of {formatCount(opened.total, 'alert', 'alerts')}.{' '}
          {opened.nextCursor !== null && (
            <Link href={`${alertsHref(view, { after: opened.nextCursor })}#open`}>The ones before</Link>
          )}{' '}
          <Link href={alertsHref(view, closed)}>Close</Link>
        </span>
      </td>
    </tr>
  );
}

/** When an alert began and how long it lasted; `newestAt`: when the newest of those that it stands for began. */
function Times({ newestAt, alert, timeZone }: { newestAt: string; alert: Alert; timeZone: string }) {
  const now = getNow();
  return (
    <>
      <td className={table.nowrap} title={formatDateTime(alert.startedAt, timeZone, now)}>
        {formatAgo(alert.startedAt, now)}
        {newestAt !== alert.startedAt && <p className={page.note}>newest {formatAgo(newestAt, now)}</p>}
      </td>
      <td className={table.hide}>{formatDuration(alert.startedAt, alert.endedAt ?? now.toISOString())}</td>
    </>
  );
}

function Values({ alert }: { alert: Alert }) {
  return (
    <>
      <td className={`${table.number} ${table.hide}`}>
        {formatPlainValue(alert.valueMeasure, alert.threshold)}
      </td>
      <td className={`${table.number} ${table.words} ${table.hide}`}>
        {formatPlainValue(alert.valueMeasure, alert.peakValue)}{' '}
        <span className={table.quiet}>{measureWords(alert.valueMeasure)}</span>
      </td>
    </>
  );
}

function sharedLabel(shared: string): string {
  const cause = causeSchema.safeParse(shared);
  return cause.success ? causeLabels[cause.data] : shared;
}
