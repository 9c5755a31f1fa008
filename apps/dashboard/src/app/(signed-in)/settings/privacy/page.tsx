import type { Metadata } from 'next';
import { PrivacyPage } from '@/components/privacy/privacy-page';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Privacy' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <PrivacyPage params={await searchParams} />;
}
