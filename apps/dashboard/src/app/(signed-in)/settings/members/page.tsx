import type { Metadata } from 'next';
import { MemberList } from '@/components/members/member-list';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Members' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <MemberList params={await searchParams} />;
}
