import type { Metadata } from 'next';
import { AlertPage } from '@/components/alerts/alert-page';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Alert' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  return <AlertPage id={decodeURIComponent(id)} params={await searchParams} />;
}
