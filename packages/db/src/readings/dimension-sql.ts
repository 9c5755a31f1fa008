import {
  type BreakdownDimension,
  causeLabels,
  causeSchema,
  noApp,
  outcomeLabels,
  outcomeSchema,
  sourceLabels,
  sourceSchema,
  systemLabel,
  type TrendDimension,
} from '@turnaway/contracts';
import { type KeyDimension, keyColumns } from '../folds/fold-keys.js';
import { Prisma } from '../generated/client.js';
import type { FilteredClass } from '../kept/matches-class.js';

export type Dimension = TrendDimension | BreakdownDimension;

/** What events are grouped by, as an expression over `r` and `c`; by policies, over what `fromSignInsBy` gives. */
export const dimensionKeys: Readonly<Record<Dimension, Prisma.Sql>> = {
  app: Prisma.sql`r.app`,
  code: Prisma.sql`r.error_code`,
  feed: Prisma.sql`r.feed_id::text`,
  system: Prisma.sql`c.system`,
  cause: Prisma.sql`c.cause`,
  source: Prisma.sql`c.source`,
  outcome: Prisma.sql`c.outcome`,
  user: Prisma.sql`r.user_key`,
  ip: Prisma.sql`r.ip`,
  country: Prisma.sql`r.country`,
  client: Prisma.sql`r.client`,
  device: Prisma.sql`r.device`,
  policy: Prisma.sql`one.policy`,
};

/** What events of a code are grouped by, where its class says that; `null` where it does not. */
export function classKey(by: Dimension, codeClass: FilteredClass): string | null {
  if (by === 'code') return codeClass.error_code;
  if (by === 'system' || by === 'cause' || by === 'source' || by === 'outcome') return codeClass[by];
  return null;
}

/** The dimensions that only kept sign-ins have: successes are not counted by them. */
export function isPersonal(by: Dimension): by is KeyDimension {
  return Object.hasOwn(keyColumns, by);
}

/** The name that the database has for a `key`, where the words alone do not: of a code, its title; of a feed, its name. */
export function storedLabel(by: Dimension, workspaceId: string, key: Prisma.Sql): Prisma.Sql {
  if (by === 'code') {
    return Prisma.sql`(select title from code_classes
      where workspace_id = ${workspaceId} and error_code = ${key})`;
  }
  if (by === 'feed') {
    return Prisma.sql`(select name from feeds where workspace_id = ${workspaceId} and id::text = ${key})`;
  }
  return Prisma.sql`null::text`;
}

/** A key as people read it; `stored` is the name that the database has for it, if any. */
export function labelOf(by: Dimension, key: string, stored: string | null): string {
  if (stored !== null) return stored;
  if (by === 'app' && key === noApp) return 'no app named';
  if (by === 'system') return systemLabel(key);
  if (by === 'cause') return wordOf(causeLabels, causeSchema.safeParse(key).data) ?? key;
  if (by === 'source') return wordOf(sourceLabels, sourceSchema.safeParse(key).data) ?? key;
  if (by === 'outcome') return wordOf(outcomeLabels, outcomeSchema.safeParse(key).data) ?? key;
  return key;
}

function wordOf<Key extends string>(words: Readonly<Record<Key, string>>, key: Key | undefined) {
  return key === undefined ? undefined : words[key];
}
