import { FilterBar } from '@/components/filters/filter-bar';
import { PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { getChannels } from '@/lib/api';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import type { SearchParams } from '@/lib/view';
import styles from './alerts.module.css';
import { RuleForm } from './rule-form';
import { listRuleKinds } from './rule-kinds';

/** A new rule. What it watches is in the address, as everywhere: come here from a page and its filters come along. */
export async function NewRule({ params }: { params: SearchParams }) {
  const view = readView(params, getNow());
  const [channels, timeZone] = await Promise.all([getChannels(), getTimeZone()]);
  return (
    <>
      <PageHeader title="New rule" parent={{ href: '/alerts/rules', label: 'Rules' }} />
      <section className={styles.watched} aria-label="What is watched">
        <h2>What is watched</h2>
        <FilterBar view={view} path="/alerts/rules/new" subject="Sign-ins where" />
        {Object.keys(view.filter).length === 0 && (
          <p className={page.note}>All sign-ins. Add a filter to watch a part.</p>
        )}
      </section>
      <RuleForm
        rule={null}
        filter={view.filter}
        channels={channels.items.map(({ id, name }) => ({ id, name }))}
        kinds={listRuleKinds()}
        timeZone={timeZone}
      />
    </>
  );
}
