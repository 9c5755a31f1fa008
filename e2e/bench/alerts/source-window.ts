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
 * Failures of first factors and who passed, by source, of the last minutes: kept up to date with every look, so that a
 * look costs no more than what has come and gone since the one before.
 */
export interface SourceWindow {
  minutes: number;
  /** All sources of the window that ends at a time. */
  at(log: SignInLog, nowMs: number): Iterable<Source>;
  /** People who passed from a source in the window. */
  passedFrom(by: SourceKind, source: string): number;
}

export function createSourceWindow(windowMinutes: number): SourceWindow {
  const windowMs = windowMinutes * 60_000;
  const failed = new Queue(({ firstFactors }) => firstFactors);
  const succeeded = new Queue(({ successes }) => successes);
  const sources = new Map<string, Source>();
  const passed = new Map<string, Map<string, number>>();
  return {
    minutes: windowMinutes,
    at(log, nowMs) {
      failed.advance(log, nowMs, windowMs, {
        add: (signIn, person, by, source) => {
          const found = getOr(sources, `${by}|${source}`, () => ({
            by,
            source,
            failures: 0,
            people: new Map(),
          }));
          found.failures += 1;
          getOr(found.people, person, (): SignIn[] => []).push(signIn);
        },
        drop: (_signIn, person, by, source) => {
          const found = sources.get(`${by}|${source}`);
          const tries = found?.people.get(person);
          if (found === undefined || tries === undefined) return;
          found.failures -= 1;
          tries.shift();
          if (tries.length === 0) found.people.delete(person);
          if (found.failures === 0) sources.delete(`${by}|${source}`);
        },
      });
      succeeded.advance(log, nowMs, windowMs, {
        add: (_signIn, person, by, source) => {
          const people = getOr(passed, `${by}|${source}`, () => new Map<string, number>());
          people.set(person, (people.get(person) ?? 0) + 1);
        },
        drop: (_signIn, person, by, source) => {
          const people = passed.get(`${by}|${source}`);
          const left = (people?.get(person) ?? 0) - 1;
          if (left > 0) people?.set(person, left);
          else people?.delete(person);
          if (people?.size === 0) passed.delete(`${by}|${source}`);
        },
      });
      return sources.values();
    },
    passedFrom: (by, source) => passed.get(`${by}|${source}`)?.size ?? 0,
  };
}

type Note = (signIn: SignIn, person: string, by: SourceKind, source: string) => void;

/** The sign-ins of a window in order of time; those that came since the last look are found from the log's end. */
class Queue {
  private items: SignIn[] = [];
  private head = 0;
  private newest: SignIn | undefined;

  constructor(private readonly listOf: (log: SignInLog) => readonly SignIn[]) {}

  advance(log: SignInLog, nowMs: number, windowMs: number, { add, drop }: { add: Note; drop: Note }): void {
    const list = this.listOf(log);
    let first = list.length;
    while (first > 0 && list[first - 1] !== this.newest) first -= 1;
    for (const signIn of list.slice(first)) {
      this.items.push(signIn);
      note(signIn, add);
    }
    this.newest = list.at(-1) ?? this.newest;
    for (;;) {
      const oldest = this.items[this.head];
      if (oldest === undefined || oldest.atMs >= nowMs - windowMs) break;
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
