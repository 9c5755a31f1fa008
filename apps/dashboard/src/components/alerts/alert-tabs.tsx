import { Words } from '@/components/page';

const tabs = [
  { label: 'Firing and history', href: '/alerts' },
  { label: 'Rules', href: '/alerts/rules' },
  { label: 'Channels', href: '/alerts/channels' },
];

/** The three sides of alerts: what fired, what to watch, where it goes. */
export function AlertTabs({ current }: { current: string }) {
  return <Words label="Alerts" tabs words={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />;
}
