import { may } from '@turnaway/contracts/roles';
import factStyles from '@/components/facts.module.css';
import { PageHeader, Section } from '@/components/page';
import { getSession, getWorkspace } from '@/lib/api';
import { formatCount, formatNumber } from '@/lib/format';
import { RetentionForm } from './retention-form';
import { SettingsTabs } from './settings-tabs';

/** What is kept, and for how long. */
export async function Retention() {
  const [session, workspace] = await Promise.all([getSession(), getWorkspace()]);
  const { retention } = workspace;
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current="/settings/retention" />
      <Section title="What is kept, and for how long">
        {may(session.role, 'settings') ? (
          <RetentionForm retention={workspace.retention} />
        ) : (
          <dl className={factStyles.facts}>
            <dt>Sign-ins</dt>
            <dd>{formatCount(retention.signInDays, 'day')}</dd>
            <dt>Sign-ins that passed</dt>
            <dd>{formatCount(retention.successDays, 'day')}</dd>
            <dt>Counts by minute</dt>
            <dd>{formatCount(retention.minuteRollupDays, 'day')}</dd>
            <dt>Counts by hour</dt>
            <dd>{formatCount(retention.hourRollupDays, 'day')}</dd>
            <dt>Records as sent</dt>
            <dd>
              {formatCount(retention.originalHours, 'hour')}, up to{' '}
              {formatNumber(retention.originalMebibytes)} MiB
            </dd>
          </dl>
        )}
      </Section>
    </>
  );
}
