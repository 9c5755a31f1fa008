import type { Metadata } from 'next';
import { SubjectPage } from '@/components/subjects/subject-page';
import type { SearchParams } from '@/lib/view';

interface Props {
  params: Promise<{ app: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).app) };
}

export default async function Page({ params, searchParams }: Props) {
  const { app } = await params;
  return <SubjectPage kind="app" subject={decodeURIComponent(app)} params={await searchParams} />;
}
