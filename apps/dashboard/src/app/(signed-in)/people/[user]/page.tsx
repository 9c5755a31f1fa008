import { shownName } from '@turnaway/contracts/personal';
import type { Metadata } from 'next';
import { SubjectPage } from '@/components/subjects/subject-page';
import type { SearchParams } from '@/lib/view';

interface Props {
  params: Promise<{ user: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: shownName(decodeURIComponent((await params).user)) };
}

export default async function Page({ params, searchParams }: Props) {
  const { user } = await params;
  return <SubjectPage kind="user" subject={decodeURIComponent(user)} params={await searchParams} />;
}
