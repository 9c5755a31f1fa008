import type { Metadata } from 'next';
import { BatchPage } from '@/components/batches/batch-page';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Batch' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  return <BatchPage id={decodeURIComponent(id)} params={await searchParams} />;
}
