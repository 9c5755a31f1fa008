import type { Check } from './finding.js';
import { formatFile } from './format-file.js';

/** Files are sorted and written in one way, so that two additions rarely touch one line. */
export const sortedAndFormatted: Check = ({ files, data }) => {
  const readable = new Set([...data.systems.map(({ system }) => system), ...Object.keys(data.reasons)]);
  return files
    .filter((file) => readable.has(file.name) && formatFile(file) !== file.text)
    .map(({ folder, name }) => ({
      system: folder === 'systems' ? name : null,
      at: folder === 'systems' ? 'form' : `reasons/${name}`,
      problem: `not sorted and formatted: npm run catalog:fix -- ${folder === 'systems' ? name : `reasons/${name}`}`,
    }));
};
