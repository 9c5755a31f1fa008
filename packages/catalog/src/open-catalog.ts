import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { ErrorCode } from '@turnaway/contracts/error-code';
import { chooseVariant, type VariantFacts } from './choose-variant.js';
import type { CatalogData, CodeData, SystemData } from './data-schema.js';
import { type Reasons, resolveEntry } from './resolve-entries.js';

/** Where the data come from, system by system, so that only those asked for are read. */
export interface CatalogSource {
  reasons: Reasons;
  /** In the order of the files. */
  systems: readonly string[];
  /** What each system is called. */
  names: Readonly<Record<string, string>>;
  readSystem: (system: string) => SystemData | null;
}

/** A code, with its entries made when they are first asked for. */
export interface CodePage {
  data: CodeData;
  /** The code itself. */
  readonly base: CatalogEntry;
  /** In the order in which they are tried. */
  readonly variants: readonly CatalogEntry[];
}

/** The catalog as programs use it. */
export interface Catalog {
  source: CatalogSource;
  /** The page of a code or of an alias; `null` if it is not known. */
  pageOf: (system: string, code: string) => CodePage | null;
  /** The pages of a system in their order, and its file's head. */
  systemOf: (system: string) => OpenSystem | null;
  lookup: (code: ErrorCode) => CatalogEntry | null;
  entries: () => readonly CatalogEntry[];
  selectVariant: (system: string, code: string, facts: VariantFacts) => string | null;
}

/** A system that has been read. */
export interface OpenSystem {
  data: SystemData;
  pages: readonly CodePage[];
  bySpelling: ReadonlyMap<string, CodePage>;
}

/** Opens the catalog over its data. Nothing is read or completed before it is asked for, and then only once. */
export function openCatalog(source: CatalogSource): Catalog {
  const opened = new Map<string, OpenSystem>();
  let everything: readonly CatalogEntry[] | null = null;

  const open = (system: string): OpenSystem | null => {
    const known = opened.get(system);
    if (known !== undefined) return known;
    const data = source.systems.includes(system) ? source.readSystem(system) : null;
    if (data === null) return null;
    const read = openSystem(source.reasons, data);
    opened.set(system, read);
    return read;
  };
  const pageOf = (system: string, code: string) => open(system)?.bySpelling.get(code) ?? null;
  return {
    source,
    pageOf,
    systemOf: open,
    lookup: ({ system, code, variant }) => {
      const page = pageOf(system, code);
      if (page === null || variant === null) return page?.base ?? null;
      return page.variants.find((entry) => entry.variant === variant) ?? page.base;
    },
    entries: () => {
      everything ??= source.systems
        .flatMap((system) => open(system)?.pages ?? [])
        .flatMap(({ base, variants }) => [base, ...variants]);
      return everything;
    },
    selectVariant: (system, code, facts) => chooseVariant(pageOf(system, code)?.data.variants ?? [], facts),
  };
}

/** Opens a catalog over data that are all at hand. */
export function openData({ reasons, systems }: CatalogData): Catalog {
  const bySystem = new Map(systems.map((data) => [data.system, data]));
  return openCatalog({
    reasons,
    systems: [...bySystem.keys()],
    names: Object.fromEntries(systems.map(({ system, name }) => [system, name])),
    readSystem: (system) => bySystem.get(system) ?? null,
  });
}

function openSystem(reasons: Reasons, system: SystemData): OpenSystem {
  const pages = system.codes.map((code) => pageFor(reasons, system, code));
  // Codes come last, so that no alias can stand before a code.
  const spellings = [
    ...pages.flatMap((page) => (page.data.aliases ?? []).map((alias) => [alias, page] as const)),
    ...pages.map((page) => [page.data.code, page] as const),
  ];
  return { data: system, pages, bySpelling: new Map(spellings) };
}

function pageFor(reasons: Reasons, system: SystemData, data: CodeData): CodePage {
  let base: CatalogEntry | null = null;
  let variants: readonly CatalogEntry[] | null = null;
  return {
    data,
    get base() {
      base ??= resolveEntry(reasons, system, data, null);
      return base;
    },
    get variants() {
      variants ??= (data.variants ?? []).map((variant) => resolveEntry(reasons, system, data, variant));
      return variants;
    },
  };
}
