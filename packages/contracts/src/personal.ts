/**
 * What a field holds of somebody. `person`: a user name, which is the same in any letter case; `user-key`: what
 * people are counted and filtered by, a user name in lower case or an id; `user-id`: an id; `address`; `by-dimension`:
 * a person or an address where the answer is broken down `by` them; `if-personal`: either or a network, where the field `personal`
 * beside it says so; `free-text`: words of a log, which can name anybody.
 */
export type PersonalKind =
  | 'person'
  | 'user-key'
  | 'user-id'
  | 'address'
  | 'by-dimension'
  | 'if-personal'
  | 'free-text';

/** The name that the mark has in schemas, and in the API's contract. */
export const personalMark = 'x-personal';

/** The mark of a field that holds personal data: `z.string().meta(personal('address'))`. Masked at the API's edge. */
export function personal(kind: PersonalKind): Record<typeof personalMark, PersonalKind> {
  return { [personalMark]: kind };
}

/** What a pseudonym can stand for; a network is written as `192.0.2.0/24`. */
export const pseudonymKinds = ['person', 'address', 'network'] as const;
export type PseudonymKind = (typeof pseudonymKinds)[number];

const form = /^([a-z]+)~([0-9A-F]{4}-[0-9A-F]{4})~[\w-]+$/;

/** Reads a pseudonym: what kind of thing it stands for, and the few characters it is told apart by; else `null`. */
export function readPseudonym(text: string): { kind: PseudonymKind; short: string } | null {
  const [, named, short] = form.exec(text) ?? [];
  const kind = pseudonymKinds.find((known) => known === named);
  return kind === undefined || short === undefined ? null : { kind, short };
}

/** A person, an address or a network as it is shown: `person 7F3A-19C2` for a pseudonym, else as it is. */
export function shownName(text: string): string {
  const pseudonym = readPseudonym(text);
  return pseudonym === null ? text : `${pseudonym.kind} ${pseudonym.short}`;
}
