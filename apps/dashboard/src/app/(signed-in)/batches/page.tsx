import type { Metadata } from 'next';
import { BatchList } from '@/components/batches/batch-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Batches' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <BatchList params={await searchParams} />;
}
