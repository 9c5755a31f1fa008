import { may } from '@turnaway/contracts/roles';
import { PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { getSession, getWorkspace } from '@/lib/api';
import { RetentionForm } from './retention-form';
import { SettingsTabs } from './settings-tabs';

/** What is kept, and for how long. */
export async function Retention() {
  const [session, workspace] = await Promise.all([getSession(), getWorkspace()]);
  const { signInDays, minuteRollupDays, hourRollupDays } = workspace.retention;
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current="/settings/retention" />
      <Section title="What is kept, and for how long">
        {may(session.role, 'settings') ? (
          <RetentionForm retention={workspace.retention} />
        ) : (
          <dl className={page.facts}>
            <dt>Sign-ins</dt>
            <dd>{signInDays} days</dd>
            <dt>Counts by minute</dt>
            <dd>{minuteRollupDays} days</dd>
            <dt>Counts by hour</dt>
            <dd>{hourRollupDays} days</dd>
          </dl>
        )}
      </Section>
    </>
  );
}
