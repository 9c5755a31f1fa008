import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '@/components/providers';
import { fontNames } from '@/lib/fonts';
import { getTheme } from '@/lib/request';
import './mantine.css';
import './tokens.css';
import './global.css';

export const metadata: Metadata = {
  title: { default: 'Turnaway', template: '%s · Turnaway' },
  description: 'Why sign-ins fail, whose move it is, and what to do.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#111113' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await getTheme();
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html
      lang="en"
      className={fontNames}
      data-theme={theme === 'system' ? undefined : theme}
      // What Mantine would set once it is awake, and have the whole page styled anew.
      data-mantine-color-scheme="light"
      // The theme switch changes data-theme before React has hydrated.
      suppressHydrationWarning
    >
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
