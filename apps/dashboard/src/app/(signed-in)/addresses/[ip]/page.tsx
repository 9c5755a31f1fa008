import { shownName } from '@turnaway/contracts/personal';
import type { Metadata } from 'next';
import { SubjectPage } from '@/components/subjects/subject-page';
import type { SearchParams } from '@/lib/view';

interface Props {
  params: Promise<{ ip: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: shownName(decodeURIComponent((await params).ip)) };
}

export default async function Page({ params, searchParams }: Props) {
  const { ip } = await params;
  return <SubjectPage kind="ip" subject={decodeURIComponent(ip)} params={await searchParams} />;
}
