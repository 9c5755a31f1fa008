import type { Metadata } from 'next';
import { UnknownCodes } from '@/components/unknown-codes/unknown-codes';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Unknown codes' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <UnknownCodes params={await searchParams} />;
}
