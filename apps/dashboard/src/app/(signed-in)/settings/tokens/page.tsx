import type { Metadata } from 'next';
import { TokenList } from '@/components/tokens/token-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Tokens' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <TokenList params={await searchParams} />;
}
