import type { Metadata } from 'next';
import { GroupList } from '@/components/error-groups/group-list';
import { CodeList } from '@/components/errors/code-list';
import { one, type SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Errors' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  return one(params.by) === 'code' ? <CodeList params={params} /> : <GroupList params={params} />;
}
