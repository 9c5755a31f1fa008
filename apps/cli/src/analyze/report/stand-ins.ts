/** Names to show instead of people's and addresses' own. */
export interface StandIns {
  user(name: string): string;
  address(name: string): string;
}

/** Shows names as they are. */
export const ownNames: StandIns = { user: (name) => name, address: (name) => name };

/**
 * Gives each person and each address a stand-in by the order of asking: `person 1`, `address 1`. No hash of the name,
 * which whoever knows the names could undo by trying them all.
 */
export function createStandIns(): StandIns {
  return { user: numbered('person'), address: numbered('address') };
}

function numbered(word: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name) ?? `${word} ${known.size + 1}`;
    known.set(name, found);
    return found;
  };
}
