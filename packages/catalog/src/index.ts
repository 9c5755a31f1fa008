export type { VariantFacts } from './choose-variant.js';
export { classOfCode } from './class-of-code.js';
export { explain } from './explain/explain.js';
export { catalogVersion } from './generated/catalog.js';
export { entries, lookup, selectVariant } from './lookup.js';
export { draftEntry, nearestEntries } from './nearest-entries.js';
export { hasCause, overrideEntry } from './override-entry.js';
