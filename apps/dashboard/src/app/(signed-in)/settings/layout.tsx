import type { ReactNode } from 'react';
import page from '@/components/page.module.css';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <div className={page.measured}>{children}</div>;
}
