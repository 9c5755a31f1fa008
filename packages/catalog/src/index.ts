export { explain } from './explain/explain.js';
export { catalogVersion } from './generated/catalog.js';
export { entries, lookup } from './lookup.js';
export { selectVariant, type VariantFacts } from './select-variant.js';
