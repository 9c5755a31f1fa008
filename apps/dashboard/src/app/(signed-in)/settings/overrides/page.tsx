import type { Metadata } from 'next';
import { OverrideList } from '@/components/overrides/override-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Overrides' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <OverrideList params={await searchParams} />;
}
