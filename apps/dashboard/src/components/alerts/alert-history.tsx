import type { Alert } from '@turnaway/contracts/alerts';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { Badge, Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { May } from '@/components/rights/rights';
import table from '@/components/table.module.css';
import { formatPlainValue, shownLabel } from '@/lib/alert-words';
import { getAlerts, getChannels } from '@/lib/api';
import { formatAgo, formatDateTime, formatDuration } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { AlertTabs } from './alert-tabs';
import { StoppedChannels } from './stopped-channels';

/** What fires now, then what fired before. */
export async function AlertHistory({ params }: { params: SearchParams }) {
  const cursor = one(params.cursor);
  const ruleId = one(params.rule);
  const [firing, past, channels, timeZone] = await Promise.all([
    getAlerts({ state: 'firing', ruleId, limit: '200' }),
    getAlerts({ state: 'resolved', ruleId, cursor, limit: '50' }),
    getChannels(),
    getTimeZone(),
  ]);
  const rest = ruleId === undefined ? '' : `rule=${encodeURIComponent(ruleId)}&`;
  return (
    <>
      <PageHeader title="Alerts">
        <May right="settings">
          <Link className={page.primary} href="/alerts/rules/new">
            New rule
          </Link>
        </May>
      </PageHeader>
      <AlertTabs current="/alerts" />
      <StoppedChannels channels={channels.items} timeZone={timeZone} now={getNow()} />
      <Section title="Firing now">
        {firing.items.length === 0 ? (
          <Empty title="Nothing fires">
            <p>
              All rules are quiet. <Link href="/alerts/rules">See what is watched</Link>.
            </p>
          </Empty>
        ) : (
          <AlertTable alerts={firing.items} timeZone={timeZone} />
        )}
      </Section>
      <Section title="History" aside={past.total > 0 && <Downloads table="alerts" what="All alerts" />}>
        {past.items.length === 0 ? (
          <p className={page.note}>No alert has ended yet.</p>
        ) : (
          <AlertTable alerts={past.items} timeZone={timeZone} />
        )}
        <Pager
          shown={past.items.length}
          total={past.total}
          firstHref={cursor === undefined ? null : `/alerts?${rest}`}
          nextHref={
            past.nextCursor === null ? null : `/alerts?${rest}cursor=${encodeURIComponent(past.nextCursor)}`
          }
        />
      </Section>
    </>
  );
}

function AlertTable({ alerts, timeZone }: { alerts: Alert[]; timeZone: string }) {
  const now = getNow();
  return (
    <table aria-label="Alerts" className={table.table}>
      <thead>
        <tr>
          <th>Rule</th>
          <th>State</th>
          <th>Began</th>
          <th className={table.hide}>Lasted</th>
          <th className={`${table.number} ${table.hide}`}>Threshold</th>
          <th className={table.number}>Peak</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td>
              <Link href={`/alerts/${encodeURIComponent(alert.id)}`}>
                <b>{alert.ruleName}</b>
              </Link>
              {alert.key !== 'all' && <p className={page.note}>{shownLabel(alert)}</p>}
            </td>
            <td>
              <AlertState state={alert.state} level={alert.level} />
            </td>
            <td title={formatDateTime(alert.startedAt, timeZone, now)}>{formatAgo(alert.startedAt, now)}</td>
            <td className={table.hide}>
              {formatDuration(alert.startedAt, alert.endedAt ?? now.toISOString())}
            </td>
            <td className={`${table.number} ${table.hide}`}>
              {formatPlainValue(alert.valueMeasure, alert.threshold)}
            </td>
            <td className={table.number}>
              {formatPlainValue(alert.valueMeasure, alert.peakValue)}{' '}
              <span className={`${table.quiet} ${table.hide}`}>{alert.valueMeasure}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An alert's state as a word. */
export function AlertState({
  state,
  level = 'alert',
}: {
  state: Alert['state'] | 'ok' | 'pending';
  level?: Alert['level'] | 'ok';
}) {
  if (state === 'firing' && level === 'warn') return <Badge tone="warn">warning</Badge>;
  if (state === 'firing') return <Badge tone="bad">firing</Badge>;
  if (state === 'pending') return <Badge tone="warn">pending</Badge>;
  return <Badge tone="good">{state === 'ok' ? 'quiet' : 'resolved'}</Badge>;
}
