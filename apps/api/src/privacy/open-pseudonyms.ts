import { readPseudonym } from '@turnaway/contracts';
import { invalidField, ProblemException } from '../http/problem.js';
import type { Pseudonyms } from './pseudonyms.js';

/** The parts of a filter that name a person or an address; a device is often named after its owner. */
const namingFields = new Set(['user', 'ip', 'device']);
/** Where filters, and lists of who is left out, stand in a body; a query is a filter as a whole. */
const filterFields = new Set(['filter', 'query', 'allow']);
/** Deeper than any body of ours; what is nested further is left as it is, and refused by its schema. */
const depthMax = 8;

interface Place {
  /** Whether who asks sees names, so that they may ask for one. */
  mayName: boolean;
  /** Whether this is part of a filter. */
  inFilter: boolean;
  field?: string;
  depth?: number;
}

/**
 * A question with the names that the pseudonyms in its filters stand for. Throws a 400 for a pseudonym that stands for nobody here,
 * and a 403 for a filter by a name in clear from those who see none: else they could find out by guessing who is
 * behind a pseudonym.
 */
export function openPseudonyms(asked: unknown, pseudonyms: Pseudonyms, place: Place): unknown {
  const { mayName, inFilter, field = '', depth = 0 } = place;
  if (typeof asked === 'string') {
    if (inFilter && readPseudonym(asked) !== null) {
      const revealed = pseudonyms.reveal(asked);
      if (revealed === null) throw invalidField(field || 'body', 'expected a pseudonym of this workspace');
      return revealed.value;
    }
    if (!mayName && inFilter && asked !== '' && namingFields.has(field)) throw noNames();
    return asked;
  }
  if (typeof asked !== 'object' || asked === null || Buffer.isBuffer(asked) || depth > depthMax) return asked;
  const within = { mayName, inFilter: inFilter || filterFields.has(field), depth: depth + 1 };
  if (Array.isArray(asked))
    return asked.map((item) => openPseudonyms(item, pseudonyms, { ...within, field }));
  return Object.fromEntries(
    Object.entries(asked).map(([name, item]) => [
      name,
      openPseudonyms(item, pseudonyms, { ...within, field: name }),
    ]),
  );
}

/** 403 for those to whom people and addresses are not shown as they are. */
export function noNames(): ProblemException {
  return new ProblemException(
    403,
    'no-names',
    'People and addresses are not shown to your role as they are, so it cannot ask for one by name either. Follow a link, or ask an owner of the workspace: Settings, Privacy says who sees what.',
  );
}
