import factStyles from '@/components/facts.module.css';
import { PageHeader, Section } from '@/components/page';
import { May } from '@/components/rights/rights';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import { getSession } from '@/lib/api';
import { getTheme, getTimeZone } from '@/lib/request';
import { roleWords } from '@/lib/role-words';
import { SettingsTabs } from './settings-tabs';
import { SignOut } from './sign-out';
import { WorkspaceName } from './workspace-name';

/** What the workspace is called, how pages look, and who is signed in. */
export async function Settings() {
  const [session, theme, timeZone] = await Promise.all([getSession(), getTheme(), getTimeZone()]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current="/settings" />
      <Section title="You and this install">
        <dl className={factStyles.facts}>
          <dt>Signed in as</dt>
          <dd>
            {session.user.name === session.user.email
              ? session.user.email
              : `${session.user.name} (${session.user.email})`}
          </dd>
          <dt>Role</dt>
          <dd>
            {session.role}: {roleWords[session.role]}
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
      <May right="settings">
        <WorkspaceName name={session.workspace.name} />
      </May>
      <Section title="Theme">
        <ThemeSwitch initial={theme} />
      </Section>
      <SignOut />
    </>
  );
}
