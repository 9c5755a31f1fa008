import { Words } from '@/components/page';

const tabs = [
  { label: 'General', href: '/settings' },
  { label: 'Overrides', href: '/settings/overrides' },
];

/** The sides of the settings. */
export function SettingsTabs({ current }: { current: string }) {
  return (
    <Words label="Settings" tabs words={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />
  );
}
