import type { Metadata } from 'next';
import { ViewList } from '@/components/views/view-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Views' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <ViewList params={await searchParams} />;
}
