import type { Metadata } from 'next';
import { ChannelList } from '@/components/alerts/channel-list';

export const metadata: Metadata = { title: 'Channels' };

export default function Page() {
  return <ChannelList />;
}
