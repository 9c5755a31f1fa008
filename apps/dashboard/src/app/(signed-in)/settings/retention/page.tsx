import type { Metadata } from 'next';
import { Retention } from '@/components/settings/retention';

export const metadata: Metadata = { title: 'Retention' };

export default function Page() {
  return <Retention />;
}
