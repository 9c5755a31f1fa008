const approvedEnd = '|approved';

/** The key of an alert that a person (a user key) has approved a prompt after several that were not: the prompts have one of their own. */
export function approvedKeyOf(person: string): string {
  return `${person}${approvedEnd}`;
}

/** The person that an alert about prompts names by its key, approved or not. */
export function personOfPrompts(key: string): string {
  return key.endsWith(approvedEnd) ? key.slice(0, -approvedEnd.length) : key;
}
