import type { ExplainResponse } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { textDetailLabels } from '@turnaway/contracts/words';

/** What the text names beside its code, one line each. */
export function formatDetails({ details }: ExplainResponse): string {
  const width = Math.max(...details.map(({ kind }) => textDetailLabels[kind].length)) + 2;
  return details.map(({ kind, value }) => `${textDetailLabels[kind].padEnd(width)}${value}`).join('\n');
}

/** The entries that come closest, where none is an answer; empty if there are none. */
export function formatNearest({ nearest }: ExplainResponse): string {
  if (nearest.length === 0) return '';
  return ['Nearest:', ...nearest.map((entry) => `  ${formatErrorCode(entry)}: ${entry.title}`), ''].join(
    '\n',
  );
}
