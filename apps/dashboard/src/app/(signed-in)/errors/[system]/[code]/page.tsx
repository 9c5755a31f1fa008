import type { Metadata } from 'next';
import { ErrorPage } from '@/components/errors/error-page';
import type { SearchParams } from '@/lib/view';

interface Props {
  params: Promise<{ system: string; code: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { system, code } = await params;
  return { title: `${decodeURIComponent(system)}/${decodeURIComponent(code)}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { system, code } = await params;
  return (
    <ErrorPage
      system={decodeURIComponent(system)}
      code={decodeURIComponent(code)}
      params={await searchParams}
    />
  );
}
