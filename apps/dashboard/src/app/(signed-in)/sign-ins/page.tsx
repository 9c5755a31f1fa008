import type { Metadata } from 'next';
import { SignIns } from '@/components/sign-ins/sign-ins';
import type { SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Sign-ins' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <SignIns params={await searchParams} />;
}
