import type { CatalogData } from '../data-schema.js';

/** What one system's file holds. */
export interface EntryCount {
  system: string;
  codes: number;
  variants: number;
  /** Codes with steps of their own, or with variants that have. */
  ownHints: number;
  /** Codes that no source confirms. */
  recalled: number;
}

/** Counts the codes of every system. */
export function countEntries({ systems }: CatalogData): EntryCount[] {
  return systems.map(({ system, confidence, codes }) => ({
    system,
    codes: codes.length,
    variants: codes.reduce((sum, { variants = [] }) => sum + variants.length, 0),
    ownHints: codes.filter((code) => [code, ...(code.variants ?? [])].some(({ hints }) => hints)).length,
    recalled: codes.filter((code) => (code.confidence ?? confidence) === 'recalled').length,
  }));
}
