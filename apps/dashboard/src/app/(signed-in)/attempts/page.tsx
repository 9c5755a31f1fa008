import type { Metadata } from 'next';
import { Attempts } from '@/components/attempts/attempts';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Prompts' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <Attempts params={await searchParams} />;
}
