import type { CatalogEntry, ExplainResponse } from '@turnaway/contracts/catalog-entry';
import type { Catalog } from './open-catalog.js';

const nearestMax = 5;
const neighborsMax = 2;
/** Farther away, or farther for its size, a number is no neighbor. */
const neighborDistance = 10;
const shareOfNeighbor = 0.05;

/** A code that the catalog lacks, with what its system says of it. */
export interface UnknownCode {
  system: string;
  code: string;
  text: string;
}

/**
 * The entries that come closest to an unknown code, at most five: those of its own system that the text
 * (may be empty) fits, its neighbors by number, then other systems' entries that the text fits.
 */
export function findNearest(
  catalog: Catalog,
  explain: (text: string) => ExplainResponse,
  { system, code, text }: UnknownCode,
): CatalogEntry[] {
  const { explanations, nearest } = explain(`${code.replace(/[_.-]/g, ' ')} ${text}`);
  const worded = [...explanations.map(({ entry }) => entry), ...nearest];
  const own = worded.filter((entry) => entry.system === system);
  const found = new Set([...own, ...neighborsOf(catalog, system, code), ...worded]);
  return [...found].slice(0, nearestMax);
}

/** The entries of a system that are next to a code by number: such numbers were often given to like things. */
export function neighborsOf(catalog: Catalog, system: string, code: string): CatalogEntry[] {
  const number = numberIn(code);
  if (number === null) return [];
  return (catalog.systemOf(system)?.pages ?? [])
    .flatMap((page) => {
      const other = numberIn(page.data.code);
      return other === null ? [] : { page, distance: Math.abs(other - number) };
    })
    .filter(({ distance }) => distance <= Math.max(neighborDistance, number * shareOfNeighbor))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, neighborsMax)
    .map(({ page }) => page.base);
}

function numberIn(code: string): number | null {
  const match = /^(?:0x([0-9a-f]{1,8})|\D{0,8}(\d{1,12}))$/i.exec(code);
  if (match === null) return null;
  return match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
}
