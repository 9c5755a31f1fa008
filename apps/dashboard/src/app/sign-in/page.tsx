import type { Metadata } from 'next';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { one, type SearchParams } from '@/lib/view';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <SignInForm next={one((await searchParams).next) ?? '/'} />;
}
