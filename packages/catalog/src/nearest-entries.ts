import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { builtCatalog } from './built-catalog.js';
import { explain } from './explain/explain.js';

const nearestMax = 5;
const neighborsMax = 2;

/**
 * The entries that come closest to a code that the catalog lacks, at most five: those of its own system that `text`
 * (the system's own words, may be empty) fits, its neighbors by number, then other systems' entries that the text fits.
 */
export function nearestEntries(system: string, code: string, text: string): CatalogEntry[] {
  const { explanations, nearest } = explain(`${code.replace(/[_.-]/g, ' ')} ${text}`);
  const worded = [...explanations.map(({ entry }) => entry), ...nearest];
  const own = worded.filter((entry) => entry.system === system);
  const found = new Set([...own, ...neighborsOf(system, code), ...worded]);
  return [...found].slice(0, nearestMax);
}

/** Numbers next to each other were often given to like things. */
function neighborsOf(system: string, code: string): CatalogEntry[] {
  const number = numberIn(code);
  if (number === null) return [];
  return (builtCatalog.systemOf(system)?.pages ?? [])
    .flatMap((page) => {
      const other = numberIn(page.data.code);
      return other === null ? [] : { page, distance: Math.abs(other - number) };
    })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, neighborsMax)
    .map(({ page }) => page.base);
}

function numberIn(code: string): number | null {
  const match = /^(?:0x([0-9a-f]{1,8})|\D{0,8}(\d{1,12}))$/i.exec(code);
  if (match === null) return null;
  return match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
}
