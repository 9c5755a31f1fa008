import { Words } from '@/components/page';

const tabs = [
  { label: 'Firing and history', href: '/alerts' },
  { label: 'Rules', href: '/alerts/rules' },
  { label: 'Channels', href: '/alerts/channels' },
  { label: 'Silences', href: '/alerts/silences' },
];

/** The sides of alerts: what fired, what to watch, where it goes, what is kept quiet. */
export function AlertTabs({ current }: { current: string }) {
  return <Words label="Alerts" tabs words={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />;
}
