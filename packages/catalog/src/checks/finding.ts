import type { CatalogEntry, ExplainResponse } from '@turnaway/contracts/catalog-entry';
import type { CatalogData } from '../data-schema.js';

/** Something in `data/` that breaks a promise. */
export interface Finding {
  /** The system whose file or code it is; `null` where it concerns a reason. */
  system: string | null;
  /** A code, `reasons/<reason>`, or a part of the file's head. */
  at: string;
  problem: string;
}

/** A file of `data/systems` or `data/reasons`. */
export interface DataFile {
  folder: 'systems' | 'reasons';
  /** Without `.yaml`. */
  name: string;
  text: string;
}

/** What the checks look at: everything that could be read, even if other parts are broken. */
export interface CheckedCatalog {
  files: readonly DataFile[];
  data: CatalogData;
  /** The data without the codes whose reason or sources are not there. */
  whole: CatalogData;
  /** Of the whole codes. */
  entries: readonly CatalogEntry[];
  /** What a text means, by this very data. */
  explain: (text: string) => ExplainResponse;
}

/** One promise about the data; tells where it is broken. */
export type Check = (catalog: CheckedCatalog) => Finding[];

/** Where an entry's findings are shown: its code, with its variant if it is one. */
export function placeOf({ code, variant }: Pick<CatalogEntry, 'code' | 'variant'>): string {
  return variant === null ? code : `${code}#${variant}`;
}
