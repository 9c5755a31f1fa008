import type { CatalogEntry, ExplainResponse } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { systemLabel, textDetailLabels } from '@turnaway/contracts/words';

/** What the text names beside its code, one line each. */
export function formatDetails({ details }: ExplainResponse): string {
  const width = Math.max(...details.map(({ kind }) => textDetailLabels[kind].length)) + 2;
  return details.map(({ kind, value }) => `${textDetailLabels[kind].padEnd(width)}${value}`).join('\n');
}

/** The entries that come closest, where none is an answer; empty if there are none. */
export function formatNearest({ nearest }: ExplainResponse): string {
  if (nearest.length === 0) return '';
  return ['Nearest:', ...nearest.map((entry) => `  ${lineOf(entry)}`), ''].join('\n');
}

/** The codes that the text holds and the catalog lacks, as a sentence; empty if there are none. */
export function formatUnknown({ unknownCodes }: ExplainResponse): string {
  if (unknownCodes.length === 0) return '';
  const codes = unknownCodes.map(({ system, code }) => `${code} (${systemLabel(system)})`);
  return `Not in the catalog: ${codes.join(', ')}. It may be newer than the catalog, or mistyped.\n`;
}

/** An entry in one line; what no source confirms says so. */
export function lineOf(entry: CatalogEntry): string {
  const doubt = entry.confidence === 'recalled' ? ' (unconfirmed)' : '';
  return `${formatErrorCode(entry)}: ${entry.title}${doubt}`;
}
