// Geist with what pages print, for a phone's line: a face of Latin that every page loads, and one of the other letters
// (Latin beyond Western Europe, Greek, Cyrillic), which a browser fetches for a page that has one of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const faces = {
  latin: [
    [0x20, 0xff],
    [0x2010, 0x203a], // dashes, quotes, dots
    [0x20ac], // €
    [0x2190, 0x2199], // arrows
    [0x2212], // −
    [0x2318], // ⌘
    [0x25b8], // ▸
    [0x25be], // ▾
    [0x2713], // ✓
  ],
  // As the unicode-range in src/lib/fonts.ts.
  letters: [[0x100, 0x1fff]],
};
const kept = {
  targetFormat: 'woff2',
  // Besides how letters are put together: the figures and the alphabet that global.css asks for.
  keepFeatures: ['calt', 'ccmp', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'ss01', 'tnum'],
  variationAxes: { wght: { min: 400, max: 700 } },
};

const app = join(import.meta.dirname, '..');
const fonts = join(app, '..', '..', 'node_modules', 'geist', 'dist', 'fonts');
const generated = join(app, 'generated', 'fonts');
mkdirSync(generated, { recursive: true });
for (const name of ['geist-sans/Geist', 'geist-mono/GeistMono']) {
  const whole = readFileSync(join(fonts, `${name}-Variable.woff2`));
  for (const [face, ranges] of Object.entries(faces)) {
    const part = await subsetFont(whole, textOf(ranges), kept);
    writeFileSync(join(generated, `${name.split('/')[1]}-${face}.woff2`), part);
  }
}

function textOf(ranges) {
  return ranges
    .flatMap(([first, last = first]) => Array.from({ length: last - first + 1 }, (_, place) => first + place))
    .map((code) => String.fromCodePoint(code))
    .join('');
}
