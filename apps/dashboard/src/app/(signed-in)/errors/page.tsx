import type { Metadata } from 'next';
import { ErrorList } from '@/components/errors/error-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Errors' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <ErrorList params={await searchParams} />;
}
