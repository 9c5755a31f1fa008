import type { Outcome, SignInFilter } from '@turnaway/contracts';
import { eachPolicy, hasPolicy } from '../batches/policy-text.js';
import type { Db } from '../client.js';
import { allFailures, type KeyDimension, keyColumns, keysOfAllMax } from '../folds/fold-keys.js';
import { codesOfSubjectMax, keysOfSubjectMax, type SubjectKind, subjectOf } from '../folds/fold-subjects.js';
import { Prisma } from '../generated/client.js';
import type { Scope } from './counted-events.js';
import { namesCodes } from './filter-sql.js';
import type { Grain, Span } from './range.js';
import { bucketKey, type Listed, readCountedCodes, readListed, subjectsMax } from './read-listed.js';
import { foldedMinutes, isOfFolds, joinSpans, splitByLists } from './split-span.js';

/** What there are lists of the most frequent by. */
export type ListedDimension = KeyDimension | 'app' | 'feed' | 'code';

const listedColumns: Readonly<Record<ListedDimension, Prisma.Sql>> = {
  ...keyColumns,
  app: Prisma.sql`s.app`,
  feed: Prisma.sql`s.feed_id::text`,
  code: Prisma.sql`s.error_code`,
};

/** Is `key` what a sign-in `s` has of a dimension, or among it? */
export function hasKey(by: ListedDimension, key: Prisma.Sql): Prisma.Sql {
  return by === 'policy'
    ? hasPolicy(listedColumns.policy, Prisma.sql`array[${key}]`)
    : Prisma.sql`${listedColumns[by]} = ${key}`;
}

/** What lists there are for a question: of all failures, of some codes, or of some apps, addresses, people, countries, …. */
export interface KeySummaries {
  of: 'all' | 'code' | SubjectKind;
  /** The codes, apps, addresses, people, countries, …; of all failures, one that stands for them. */
  values: string[];
  /** The codes among them, for what is asked of these. */
  codes: string[];
  ofAll: boolean;
  /** The codes that count: those that have an outcome which is asked for; `null` for all. */
  counted: string[] | null;
  /** The buckets that have a list, by what it is of, as `minutes|start`; of all failures every bucket has one. */
  listed: Listed;
}

/** One code, app, address, person, country, … over a span: which buckets have a list of it, and where it has to be counted. */
export interface SubjectParts {
  /** What the lists name it. */
  subject: string;
  buckets: { minutes: number; starts: Date[] }[];
  rest: Span[];
  /** What is counted of it, as a condition on sign-ins `s`. */
  isOf: Prisma.Sql;
  /** `from … where …` over the sign-ins `r` that are counted of it in the rest of the span. */
  from: Prisma.Sql;
}

/**
 * Chooses the lists that answer a question about a span and the one before; `null` if there are none, and sign-ins must be
 * counted.
 */
export async function chooseKeySummaries(
  db: Db,
  scope: Scope,
  spanBefore: Span,
  outcomes: Outcome[],
): Promise<KeySummaries | null> {
  const { filter } = scope;
  const asked = namedSubjects(filter);
  if (scope.behind === undefined || asked === null) return null;
  const isOfFailures = outcomes.length === 1 && outcomes[0] === 'failure';
  if (asked.of !== 'code' && !isOfFailures) return null;
  const counted = await readCountedCodes(db, scope, scope.behind, outcomes);
  const values = asked.of === 'code' ? counted : asked.values;
  if (values.length === 0 || values.length > valuesMax(asked.of)) return null;
  const ofAll = asked.of === 'all';
  const span = {
    from: spanBefore.from < scope.span.from ? spanBefore.from : scope.span.from,
    to: scope.span.to,
  };
  const subjects = values.map((value) => nameOf(asked.of, value));
  const listed = ofAll ? new Map() : await readListed(db, scope, scope.behind, subjects, span);
  return { of: asked.of, values, codes: asked.of === 'code' ? values : [], ofAll, counted, listed };
}

/**
 * The lists of the few addresses, people, countries, clients, devices or policies that a filter names, whatever it says of codes
 * beside them; `null` if there are none. All that is kept of them counts.
 */
export async function chooseSubjectSummaries(db: Db, scope: Scope): Promise<KeySummaries | null> {
  const { app, ip, user, feed, interactive, country, client, device, policy } = scope.filter;
  const asked = namedSubjects({ app, ip, user, feed, interactive, country, client, device, policy });
  if (scope.behind === undefined || asked === null || !isOfKept(asked.of)) return null;
  if (asked.values.length > valuesMax(asked.of)) return null;
  const subjects = asked.values.map((value) => nameOf(asked.of, value));
  const listed = await readListed(db, scope, scope.behind, subjects, scope.span);
  return { ...asked, codes: [], ofAll: false, counted: null, listed };
}

/** What a filter asks for, if it asks for nothing else; codes are still to be looked up. */
function namedSubjects(filter: SignInFilter): { of: KeySummaries['of']; values: string[] } | null {
  const { app, ip, user, feed, interactive, country, client, device, policy } = filter;
  if (feed !== undefined || interactive !== undefined) return null;
  // A key is a user name in lower case or, without one, an id as it was logged.
  const people = user?.flatMap((name) => [name, name.toLowerCase()]);
  const named = [
    ...(namesCodes(filter) ? [{ of: 'code' as const, values: [] }] : []),
    ...(app ? [{ of: 'app' as const, values: app }] : []),
    ...(ip ? [{ of: 'ip' as const, values: ip }] : []),
    ...(people ? [{ of: 'user' as const, values: people }] : []),
    ...(country ? [{ of: 'country' as const, values: country }] : []),
    ...(client ? [{ of: 'client' as const, values: client }] : []),
    ...(device ? [{ of: 'device' as const, values: device }] : []),
    ...(policy ? [{ of: 'policy' as const, values: policy }] : []),
  ];
  if (named.length > 1) return null;
  const [{ of, values } = { of: 'all' as const, values: [allFailures] }] = named;
  return { of, values: [...new Set(values)] };
}

/** One sign-in may have met two policies: it would count in the lists of both. */
function valuesMax(of: KeySummaries['of']): number {
  return of === 'policy' ? 1 : subjectsMax;
}

/** Is it of what only sign-ins know, whose lists hold the codes and error groups of all that is kept? */
export function isOfKept(of: KeySummaries['of']): of is KeyDimension {
  return Object.hasOwn(keyColumns, of);
}

const nameOf = (of: KeySummaries['of'], value: string) =>
  of === 'all' || of === 'code' ? value : subjectOf(of, value);

/** Splits the span of a scope, for each thing that is asked about, into the buckets that have lists and the rest. */
export function splitBySubjects(
  scope: Scope,
  summaries: KeySummaries,
  by: ListedDimension,
  grain: Grain = 'day',
): SubjectParts[] {
  return summaries.values.map((value) => {
    const subject = nameOf(summaries.of, value);
    const found = summaries.listed.get(subject);
    // Of each code every day has lists, but for its feeds, which came later.
    const hasList = (minutes: number, start: number) =>
      summaries.ofAll ||
      found?.has(bucketKey(minutes, start)) === true ||
      (summaries.of === 'code' && minutes === 1_440 && by !== 'feed');
    const starts = new Map<number, Date[]>();
    const rest: Span[] = [];
    for (const stretch of splitByLists(scope.span, scope.behind ?? null, grain)) {
      if (!isOfFolds(stretch)) {
        rest.push({ ...stretch.span });
        continue;
      }
      const minutes = foldedMinutes[stretch.store];
      const stepMs = minutes * 60_000;
      const own = starts.get(minutes) ?? [];
      starts.set(minutes, own);
      for (let at = stretch.span.from.getTime(); at < stretch.span.to.getTime(); at += stepMs) {
        if (!hasList(minutes, at)) rest.push({ from: new Date(at), to: new Date(at + stepMs) });
        else own.push(new Date(at));
      }
    }
    const spans = joinSpans(rest);
    return {
      subject,
      buckets: [...starts].flatMap(([minutes, of]) => (of.length === 0 ? [] : { minutes, starts: of })),
      rest: spans,
      ...conditionsOf(scope, summaries, value, spans, by),
    };
  });
}

/** By codes, which the planner can tell the share of: joined with their classes, each row would be looked up. */
function conditionsOf(
  { workspaceId, span }: Scope,
  { of, counted }: KeySummaries,
  value: string,
  rest: Span[],
  by: ListedDimension,
) {
  const isCounted = counted === null ? Prisma.sql`true` : Prisma.sql`s.error_code = any(${counted}::text[])`;
  const isOf =
    of === 'all'
      ? isCounted
      : of === 'code'
        ? Prisma.sql`s.error_code = ${value}`
        : Prisma.sql`${hasKey(of, Prisma.sql`${value}`)} and ${isCounted}`;
  const joins = by === 'policy' ? eachPolicy(Prisma.sql`r.policy`) : Prisma.empty;
  const spans = rest.length === 0 ? [{ from: span.from, to: span.from }] : rest;
  return { isOf, from: fromSignInsOf(workspaceId, isOf, spans, joins) };
}

/** `from … where true` over the sign-ins `r` of some spans that `isOf` says of `s`. */
export function fromSignInsOf(
  workspaceId: string,
  isOf: Prisma.Sql,
  spans: readonly Span[],
  joins = Prisma.empty,
): Prisma.Sql {
  const rows = spans.map(
    ({ from, to }) => Prisma.sql`
      select s.occurred_at, s.error_code, s.app, s.feed_id, s.user_key, s.ip, s.country, s.client, s.device, s.policy from sign_ins s
      where s.workspace_id = ${workspaceId} and s.occurred_at >= ${from} and s.occurred_at < ${to} and ${isOf}`,
  );
  return Prisma.sql`from (${Prisma.join(rows, ' union all ')}) r ${joins} where true`;
}

/** The rows of the lists of one dimension: bucket_minutes, bucket, error_code, key, events and, where asked for, people. */
export function selectLists(
  workspaceId: string,
  dimension: string,
  parts: readonly Pick<SubjectParts, 'subject' | 'buckets'>[],
  asked: { keys?: string[]; people?: boolean } = {},
): Prisma.Sql {
  const { keys, people = false } = asked;
  // A set of people is far larger than all the rest of its row.
  const set = people ? Prisma.sql`, people` : Prisma.empty;
  const select = Prisma.sql`select bucket_minutes, bucket, error_code, key, events ${set} from folded_keys
    where workspace_id = ${workspaceId} and dimension = ${dimension}`;
  const isAsked = keys === undefined ? Prisma.empty : Prisma.sql`and key = any(${keys}::text[])`;
  const lists = parts.flatMap(({ subject, buckets }) =>
    buckets.map(
      ({
        minutes,
        starts,
      }) => Prisma.sql`${select} and error_code = ${subject} and bucket_minutes = ${minutes}
        and bucket = any(${starts}::timestamptz[]) ${isAsked}`,
    ),
  );
  return lists.length === 0 ? Prisma.sql`${select} and false` : Prisma.join(lists, ' union all ');
}

/** How many keys a list has when it is full, over its columns. */
export function listMax(by: ListedDimension): Prisma.Sql {
  if (by === 'feed' || by === 'code') return Prisma.sql`${codesOfSubjectMax}::int`;
  return Prisma.sql`case when error_code = ${allFailures} then ${keysOfAllMax}::int
    when bucket_minutes = 1440 then ${keysOfSubjectMax[1_440]}::int else ${keysOfSubjectMax[60]}::int end`;
}

/** Is enough of a span listed that the lists are worth reading? */
export function hasLists(parts: readonly SubjectParts[]): boolean {
  return parts.some(({ buckets }) => buckets.length > 0);
}
