import { getOr } from './ordered.js';
import type { SignIn, SignInLog } from './sign-in-log.js';

/** What a sign-in came from, as rules about sprays tell sources apart. */
export const sourceKinds = ['address', 'network', 'client'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** The failures of first factors of one source in the window, by person in order of time. */
export interface Source {
  by: SourceKind;
  source: string;
  failures: number;
  people: Map<string, SignIn[]>;
}

/**
 * Failures of first factors, by source, of the last minutes: kept up to date with every look, so that a look costs no
 * more than what has come and gone since the one before.
 */
export interface SourceWindow {
  minutes: number;
  /** All sources of the window that ends at a time. */
  at(log: SignInLog, nowMs: number): Source[];
}

export function createSourceWindow(windowMinutes: number): SourceWindow {
  const windowMs = windowMinutes * 60_000;
  const failed = new Queue();
  const sources = {
    address: new Map<string, Source>(),
    network: new Map<string, Source>(),
    client: new Map<string, Source>(),
  };
  const add: Note = (signIn, person, by, source) => {
    const found = getOr(sources[by], source, () => ({ by, source, failures: 0, people: new Map() }));
    found.failures += 1;
    getOr(found.people, person, (): SignIn[] => []).push(signIn);
  };
  const drop: Note = (_signIn, person, by, source) => {
    const found = sources[by].get(source);
    const tries = found?.people.get(person);
    if (found === undefined || tries === undefined) return;
    found.failures -= 1;
    tries.shift();
    if (tries.length === 0) found.people.delete(person);
    if (found.failures === 0) sources[by].delete(source);
  };
  return {
    minutes: windowMinutes,
    at(log, nowMs) {
      failed.advance(log.firstFactors, nowMs - windowMs, { add, drop });
      return sourceKinds.flatMap((by) => [...sources[by].values()]);
    },
  };
}

type Note = (signIn: SignIn, person: string, by: SourceKind, source: string) => void;

/** The sign-ins of a window in order of time; those that came since the last look are found from the log's end. */
class Queue {
  private items: SignIn[] = [];
  private head = 0;
  private newest: SignIn | undefined;

  advance(list: readonly SignIn[], fromMs: number, { add, drop }: { add: Note; drop: Note }): void {
    let first = list.length;
    while (first > 0 && list[first - 1] !== this.newest) first -= 1;
    for (const signIn of list.slice(first)) {
      this.items.push(signIn);
      note(signIn, add);
    }
    this.newest = list.at(-1) ?? this.newest;
    for (;;) {
      const oldest = this.items[this.head];
      if (oldest === undefined || oldest.atMs >= fromMs) break;
      note(oldest, drop);
      this.head += 1;
    }
    if (this.head > 10_000) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
  }
}

function note(signIn: SignIn, to: Note): void {
  const { person } = signIn;
  if (person === null) return;
  for (const by of sourceKinds) {
    const source = signIn[by];
    if (source !== null) to(signIn, person, by, source);
  }
}
