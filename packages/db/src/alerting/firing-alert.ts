import { createHash } from 'node:crypto';
import type { AlertKeyState, Judgment } from '@turnaway/contracts';

/** An alert that fires, as the next look at its rule needs it. */
export interface FiringAlert {
  id: string;
  key: string;
  level: AlertKeyState['level'];
  groupId: string | null;
  /** The silence that keeps it quiet; `null` if none does. */
  silencedBy: string | null;
  muted: boolean;
  /** The rule whose alert tells of it; `null` if it speaks for itself. */
  toldBy: string | null;
  /** The level that people have been told of; `null` if they have been told nothing. */
  toldLevel: AlertKeyState['level'] | null;
  /** What is usual at its time, where that is known. */
  usual: number | null;
}

/** What leads in an alert: what it is grouped by, and what a silence is held against. */
export interface AlertAbout {
  system: string | null;
  /** `entra/50126#variant` */
  errorCode: string | null;
  cause: string | null;
  source: string | null;
  app: string | null;
}

/** What a look found of one key. */
export interface AlertFinding {
  judgment: Judgment;
  level: AlertKeyState['level'];
  about: AlertAbout;
}

/** The key of what is about no app, person or address of its own. */
const wholeKey = 'all';

/**
 * The same for every firing of a key of a rule, so that a receiver can tell that they are about one thing. It goes
 * where names of people and addresses do not: these are hashed.
 */
export function dedupKeyOf(ruleId: string, key: string, personal: boolean): string {
  if (key === wholeKey) return `rule:${ruleId}`;
  return `rule:${ruleId}:${personal ? createHash('sha256').update(key).digest('hex').slice(0, 16) : key}`;
}
