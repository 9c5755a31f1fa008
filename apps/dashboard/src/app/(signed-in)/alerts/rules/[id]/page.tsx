import type { Metadata } from 'next';
import { EditRule } from '@/components/alerts/edit-rule';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Alert rule' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  return <EditRule id={decodeURIComponent(id)} params={await searchParams} />;
}
