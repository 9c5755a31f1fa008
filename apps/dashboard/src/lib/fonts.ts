import localFont from 'next/font/local';

// Geist's own modules have the text drawn anew once a font has come, in other lines. Whoever sees a page before its font
// reads it in the system's, and the next page in Geist: nothing jumps.
export const sans = localFont({
  src: '../../../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
  display: 'optional',
});
export const mono = localFont({
  src: '../../../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  display: 'optional',
  // Few words are set in it: it is not to come before the page's text.
  preload: false,
  adjustFontFallback: false,
});
