/** How people and addresses are shown: as they are, under a name that stays the same, or not at all. */
export const disclosures = ['full', 'pseudonyms', 'hidden'] as const;
export type Disclosure = (typeof disclosures)[number];
