import type { Metadata } from 'next';
import { NewRule } from '@/components/alerts/new-rule';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'New alert rule' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <NewRule params={await searchParams} />;
}
