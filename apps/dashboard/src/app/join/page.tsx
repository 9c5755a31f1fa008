import type { Metadata } from 'next';
import { JoinForm } from '@/components/join/join-form';

export const metadata: Metadata = { title: 'Join' };

export default function Page() {
  return <JoinForm />;
}
