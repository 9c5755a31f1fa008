import type { Metadata } from 'next';
import { Explain } from '@/components/catalog/explain';

export const metadata: Metadata = { title: 'Explain' };

export default function Page() {
  return <Explain />;
}
