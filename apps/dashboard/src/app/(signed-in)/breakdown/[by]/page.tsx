import type { Metadata } from 'next';
import { BreakdownPage, breakdownTitle } from '@/components/breakdown/breakdown-page';
import type { SearchParams } from '@/lib/view';

interface Props {
  params: Promise<{ by: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: breakdownTitle((await params).by) ?? 'Not found' };
}

export default async function Page({ params, searchParams }: Props) {
  return <BreakdownPage by={(await params).by} params={await searchParams} />;
}
