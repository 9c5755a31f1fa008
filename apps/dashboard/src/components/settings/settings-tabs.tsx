import { Words } from '@/components/page';

const tabs = [
  { label: 'Workspace', href: '/settings' },
  { label: 'Members', href: '/settings/members' },
  { label: 'Tokens', href: '/settings/tokens' },
  { label: 'Retention', href: '/settings/retention' },
  { label: 'Privacy', href: '/settings/privacy' },
  { label: 'Overrides', href: '/settings/overrides' },
];

/** The sides of the settings. */
export function SettingsTabs({ current }: { current: string }) {
  return (
    <Words label="Settings" tabs words={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />
  );
}
