import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import buttons from '@/components/button.module.css';
import { ListNote } from '@/components/downloads';
import { Link } from '@/components/link';
import { Badge, Empty, PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { May } from '@/components/rights/rights';
import table from '@/components/table.module.css';
import { isShareRule, ruleSentence } from '@/lib/alert-words';
import { getAlertRules } from '@/lib/api';
import { formatAgo, formatCount, formatNumber, formatShare } from '@/lib/format';
import { getNow } from '@/lib/request';
import { AlertState } from './alert-state';
import { AlertTabs } from './alert-tabs';
import styles from './alerts.module.css';

/** What is watched, and how each rule stands. */
export async function RuleList() {
  const rules = await getAlertRules();
  const now = getNow();
  return (
    <>
      <PageHeader title="Alerts">
        <May right="settings">
          <Link className={buttons.primary} href="/alerts/rules/new">
            New rule
          </Link>
        </May>
      </PageHeader>
      <AlertTabs current="/alerts/rules" />
      {rules.items.length === 0 ? (
        <Empty title="Nothing is watched yet">
          <p>
            A rule watches a number, such as failures in 15 minutes, and tells a channel when it gets too
            high.
          </p>
          <May right="settings">
            <Link className={buttons.primary} href="/alerts/rules/new">
              Make the first rule
            </Link>
          </May>
        </Empty>
      ) : (
        <>
          <ListNote table="alert-rules" what="All rules">
            {formatCount(rules.total, 'rule')}.
          </ListNote>
          <table aria-label="Alert rules" className={table.table}>
            <thead>
              <tr>
                <th>Rule</th>
                <th>State</th>
                <th className={`${table.number} ${table.hide}`}>Now</th>
                <th className={table.hide}>Looked at</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.items.map((rule) => {
                const path = `/alerts/rules/${encodeURIComponent(rule.id)}`;
                return (
                  <tr key={rule.id}>
                    <td className={table.name}>
                      <Link href={path}>
                        <b>
                          <Breakable text={rule.name} />
                        </b>
                      </Link>
                      <p className={page.note}>
                        <Breakable text={ruleSentence(rule)} />
                      </p>
                      {rule.lastBecause !== null && <p className={styles.because}>{rule.lastBecause}</p>}
                    </td>
                    <td>
                      {rule.enabled ? <AlertState state={rule.state} /> : <Badge tone="warn">off</Badge>}
                    </td>
                    <td className={`${table.number} ${table.hide}`}>
                      {isShareRule(rule) ? formatShare(rule.lastValue) : formatNumber(rule.lastValue)}
                    </td>
                    <td className={`${table.hide} ${table.nowrap}`}>
                      {rule.lastEvaluatedAt === null ? 'not yet' : formatAgo(rule.lastEvaluatedAt, now)}
                    </td>
                    <td>
                      <div className={table.actions}>
                        <Link className={page.more} href={`/alerts?rule=${encodeURIComponent(rule.id)}`}>
                          History
                        </Link>
                        <ActionButton
                          label={rule.enabled ? 'Turn off' : 'Turn on'}
                          method="PATCH"
                          path={`/api/alert-rules/${encodeURIComponent(rule.id)}`}
                          body={{ enabled: !rule.enabled }}
                          done={rule.enabled ? 'The rule is off.' : 'The rule is on.'}
                        />
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
