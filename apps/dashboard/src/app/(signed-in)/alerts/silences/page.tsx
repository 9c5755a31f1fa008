import type { Metadata } from 'next';
import { SilenceList } from '@/components/alerts/silence-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Silences' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <SilenceList params={await searchParams} />;
}
