import type { Metadata } from 'next';
import { ChannelPage } from '@/components/alerts/channel-page';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Channel' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  return <ChannelPage id={decodeURIComponent(id)} params={await searchParams} />;
}
