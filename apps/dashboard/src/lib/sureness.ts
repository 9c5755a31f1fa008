/** How sure an answer is, in a word; the number behind it is a model's, and no one should read it as a measurement. */
export type Sureness = 'Sure' | 'Likely' | 'Possible';

const sureFrom = 0.85;
const likelyFrom = 0.6;

/** The word for a certainty from 0 to 1. */
export function surenessOf(certainty: number): Sureness {
  if (certainty >= sureFrom) return 'Sure';
  return certainty >= likelyFrom ? 'Likely' : 'Possible';
}
