import type { Metadata } from 'next';
import { Overview } from '@/components/overview/overview';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Overview' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <Overview params={await searchParams} />;
}
