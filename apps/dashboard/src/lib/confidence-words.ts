import type { Confidence } from '@turnaway/contracts/catalog-entry';

/** How well a fact is founded, in a word for lists. */
export const confidenceLabels: Readonly<Record<Confidence, string>> = {
  doc: 'documented',
  standard: 'standard',
  corroborated: 'corroborated',
  seed: 'reported',
  recalled: 'unconfirmed',
};

/** The same, said in full. */
export const confidenceSentences: Readonly<Record<Confidence, string>> = {
  doc: 'the vendor’s documentation',
  standard: 'a published standard',
  corroborated: 'several sources that agree',
  seed: 'reports of people who met it',
  recalled: 'memory: no source was found',
};
