import localFont from 'next/font/local';

// Geist's own modules have the text drawn anew once a font has come, in other lines. Whoever sees a page before its font
// reads it in the system's, and the next page in Geist: nothing jumps. The files come from scripts/subset-fonts.mjs.
const sans = localFont({
  src: '../../generated/fonts/Geist-latin.woff2',
  variable: '--font-geist-sans',
  weight: '400 700',
  display: 'optional',
});
const mono = localFont({
  src: '../../generated/fonts/GeistMono-latin.woff2',
  variable: '--font-geist-mono',
  weight: '400 700',
  display: 'optional',
  // Few words are set in it: it is not to come before the page's text.
  preload: false,
  adjustFontFallback: false,
});

// Fetched for a page that has one of these letters.
const sansLetters = localFont({
  src: '../../generated/fonts/Geist-letters.woff2',
  variable: '--font-geist-sans-letters',
  weight: '400 700',
  display: 'optional',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-1FFF' }],
});
const monoLetters = localFont({
  src: '../../generated/fonts/GeistMono-letters.woff2',
  variable: '--font-geist-mono-letters',
  weight: '400 700',
  display: 'optional',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-1FFF' }],
});

/** The class that gives a page the names of its fonts, which tokens.css puts in order. */
export const fontNames = [sans, mono, sansLetters, monoLetters].map(({ variable }) => variable).join(' ');
