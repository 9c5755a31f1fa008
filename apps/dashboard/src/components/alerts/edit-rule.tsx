import { ActionButton } from '@/components/action-button';
import { FilterBar } from '@/components/filters/filter-bar';
import { PageHeader, Section } from '@/components/page';
import { isShareRule } from '@/lib/alert-words';
import { getAlertRule, getChannels, getEvaluations } from '@/lib/api';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import type { SearchParams } from '@/lib/view';
import styles from './alerts.module.css';
import { RuleForm } from './rule-form';
import { listRuleKinds } from './rule-kinds';
import { RuleLooks } from './rule-looks';

/** A rule, to look at and to change. `edited` says that the address, not the stored rule, holds the filter. */
export async function EditRule({ id, params }: { id: string; params: SearchParams }) {
  const [rule, channels, looks, timeZone] = await Promise.all([
    getAlertRule(id),
    getChannels(),
    getEvaluations(id, { limit: '480' }),
    getTimeZone(),
  ]);
  const given = readView(params, getNow());
  const view = params.edited === undefined ? { ...given, filter: rule.filter } : given;
  const path = `/alerts/rules/${encodeURIComponent(id)}`;
  return (
    <>
      <PageHeader title={rule.name} parent={{ href: '/alerts/rules', label: 'Rules' }}>
        <ActionButton
          label="Delete"
          look="danger"
          method="DELETE"
          path={`/api/alert-rules/${encodeURIComponent(id)}`}
          done="The rule is deleted."
          confirm={`“${rule.name}” stops watching. What it has sent stays in the history.`}
          goTo="/alerts/rules"
        />
      </PageHeader>
      <section className={styles.watched} aria-label="What is watched">
        <h2>What is watched</h2>
        <FilterBar view={view} path={path} extra={{ edited: '1' }} subject="Sign-ins where" />
      </section>
      <Section title="When it fires" right="settings">
        <RuleForm
          rule={rule}
          filter={view.filter}
          channels={channels.items.map((channel) => ({ id: channel.id, name: channel.name }))}
          kinds={listRuleKinds()}
          timeZone={timeZone}
        />
      </Section>
      <RuleLooks
        looks={looks.items}
        isShare={isShareRule(rule)}
        timeZone={timeZone}
        query={`?rule=${encodeURIComponent(id)}`}
      />
    </>
  );
}
