import type { ScoredText } from './score-texts.js';

/** The rows of a TSV file with the columns `fragment`, `system`, `code` and `type`. Throws if one is missing. */
export function readTexts(tsv: string): ScoredText[] {
  const [head = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '');
  const columns = head.split('\t');
  const place = (name: string) => {
    const found = columns.indexOf(name);
    if (found === -1) throw new Error(`the file has no column "${name}"`);
    return found;
  };
  const places = ['fragment', 'system', 'code', 'type'].map(place);
  return lines.map((line) => {
    const cells = line.split('\t');
    const [fragment = '', system = '', code = '', type = ''] = places.map((at) => cells[at]?.trim());
    return { fragment, system, code, type };
  });
}
