'use client';

import { Fault, type FaultProps } from '@/components/fault';
import page from '@/components/page.module.css';

export default function ErrorBoundary(props: FaultProps) {
  return (
    <main className={page.alone}>
      <Fault {...props} />
    </main>
  );
}
