import type { Metadata } from 'next';
import { CatalogList } from '@/components/catalog/catalog-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Catalog' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <CatalogList params={await searchParams} />;
}
