import type { Metadata } from 'next';
import { FeedPage } from '@/components/feeds/feed-page';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Feed' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  return <FeedPage id={decodeURIComponent(id)} params={await searchParams} />;
}
