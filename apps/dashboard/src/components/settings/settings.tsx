import { PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import { getSession, getWorkspace } from '@/lib/api';
import { getTheme, getTimeZone } from '@/lib/request';
import { RetentionForm } from './retention-form';
import { SettingsTabs } from './settings-tabs';
import { SignOut } from './sign-out';

/** How long things are kept, how pages look, and who is signed in. */
export async function Settings() {
  const [session, workspace, theme, timeZone] = await Promise.all([
    getSession(),
    getWorkspace(),
    getTheme(),
    getTimeZone(),
  ]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current="/settings" />
      <Section title="What is kept, and for how long">
        <RetentionForm retention={workspace.retention} />
      </Section>
      <Section title="Theme">
        <ThemeSwitch initial={theme} />
      </Section>
      <Section title="You and this install">
        <dl className={page.facts}>
          <dt>Signed in as</dt>
          <dd>
            {session.user.name} ({session.user.email})
          </dd>
          <dt>Workspace</dt>
          <dd>{session.workspace.name}</dd>
          <dt>Address</dt>
          <dd>
            <code>{session.publicUrl}</code>
          </dd>
          <dt>Times are in</dt>
          <dd>{timeZone}, as your browser says</dd>
          <dt>Version</dt>
          <dd>{session.version}</dd>
        </dl>
      </Section>
      <SignOut />
    </>
  );
}
