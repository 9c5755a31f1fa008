import type { Metadata } from 'next';
import { AlertHistory } from '@/components/alerts/alert-history';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Alerts' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <AlertHistory params={await searchParams} />;
}
