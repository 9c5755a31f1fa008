import type { SignInFilter, TimeRange } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { Prisma } from '../generated/client.js';
import type { KeysetCursor } from '../keyset-cursor.js';
import { filterRollups, filterSignIns, namesCodes } from './filter-sql.js';
import { isSignInId } from './sign-in-row.js';

/** So many sign-ins are looked at for one page of what is found by text: about a second's work. */
export const lookedAtMax = 100_000;

export interface TextSearch {
  workspaceId: string;
  range: TimeRange;
  filter: SignInFilter;
  text: string;
}

/** The order of the index sign_ins_time_idx: time downwards, key upwards. */
export function afterCursor(cursor: KeysetCursor | null): Prisma.Sql {
  return cursor === null || !isSignInId(cursor.id)
    ? Prisma.empty
    : Prisma.sql`and r.occurred_at <= ${cursor.at}::timestamptz
        and (r.occurred_at < ${cursor.at}::timestamptz or r.event_key > ${cursor.id}::uuid)`;
}

/**
 * A condition on `r` (sign_ins) for a text that is exactly a person, an address, a correlation id or a sign-in's id of
 * the range, in any letter case: these are found in indexes, however many sign-ins there are. `null` if it is none.
 */
export async function findExactly(
  db: Db,
  { workspaceId, range, text }: TextSearch,
): Promise<Prisma.Sql | null> {
  const forms = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  const ways: Prisma.Sql[] = [
    Prisma.sql`r.user_key = any(${forms}::text[])`,
    Prisma.sql`r.ip = any(${forms}::text[])`,
    Prisma.sql`r.correlation_id = any(${forms}::text[])`,
    ...(isSignInId(text) ? [Prisma.sql`r.event_key = ${text}::uuid`] : []),
  ];
  const { rows } = await db.pool.query<{ way: number }>(
    Prisma.join(
      ways.map(
        (
          way,
          index,
        ) => Prisma.sql`(select ${index}::int as way from sign_ins r where ${within({ workspaceId, range })}
          and ${way} limit 1)`,
      ),
      ' union all ',
    ),
  );
  const found = rows.flatMap(({ way }) => ways[way] ?? []);
  return found.length === 0 ? null : Prisma.sql`(${Prisma.join(found, ' or ')})`;
}

/**
 * `select` of the sign-ins `r` that have a text somewhere, newest first, among the newest that a cursor leaves: it ends
 * when `limit` are found, or {@link lookedAtMax} were looked at.
 */
export function selectFound(search: TextSearch, cursor: KeysetCursor | null, limit: number): Prisma.Sql {
  const { workspaceId, filter, text } = search;
  const { system: _system, code: _code, cause: _cause, source: _source, outcome: _outcome, ...own } = filter;
  const lowered = text.toLowerCase();
  // The codes of a text are looked up once: a join for each row would cost more than the search in it.
  const codesOfText = Prisma.sql`array(select c.error_code from code_classes c where c.workspace_id = ${workspaceId}
    and (strpos(lower(c.title), ${lowered}) > 0 or strpos(lower(c.error_code), ${lowered}) > 0))`;
  return Prisma.sql`select r.* from (${selectLooked(search, cursor)} limit ${lookedAtMax}) r
    where ${filterSignIns(own)} and (r.error_code = any(${codesOfText}) or ${isInEvent(lowered)})
    order by r.occurred_at desc, r.event_key limit ${limit}`;
}

/** Where looking for a text ended: the last sign-in that was looked at, if there are older ones. */
export async function findEndOfLook(db: Db, search: TextSearch, cursor: KeysetCursor | null) {
  const { rows } = await db.pool.query<{ occurred_at: Date; event_key: string }>(
    Prisma.sql`select occurred_at, event_key from (${selectLooked(search, cursor)}
      offset ${lookedAtMax - 1} limit 2) ends`,
  );
  const [last, older] = rows;
  return last === undefined || older === undefined
    ? null
    : { at: last.occurred_at.toISOString(), id: last.event_key };
}

/** What is looked at: the filters that an index knows narrow it, the others would have it read without an end. */
function selectLooked({ workspaceId, range, filter }: TextSearch, cursor: KeysetCursor | null): Prisma.Sql {
  const { system, code, cause, source, outcome, user, ip } = filter;
  const ofCodes =
    namesCodes(filter) || outcome !== undefined
      ? Prisma.sql`and r.error_code = any(array(select c.error_code from code_classes c
          where c.workspace_id = ${workspaceId} and ${filterRollups({ system, code, cause, source, outcome })}))`
      : Prisma.empty;
  return Prisma.sql`select r.* from sign_ins r where ${within({ workspaceId, range })}
    and ${filterSignIns({ user, ip })} ${ofCodes} ${afterCursor(cursor)} order by r.occurred_at desc, r.event_key`;
}

const fields = [
  'userName',
  'userId',
  'app',
  'appId',
  'resource',
  'ip',
  'client',
  'device',
  'policy',
  'policies',
  'reasonText',
  'correlationId',
  'requestId',
  'eventId',
].map((name) => Prisma.raw(`"${name}"`));

/** The event as a whole is looked through first, unread: in most there is nothing. Then its fields, without their names. */
function isInEvent(lowered: string): Prisma.Sql {
  const written = JSON.stringify(lowered).slice(1, -1);
  const columns = Prisma.join(fields.map((field) => Prisma.sql`${field} text`));
  return Prisma.sql`(strpos(lower(r.event::text), ${written}) > 0 and exists (
    select from json_to_record(r.event) as e (${columns})
    where strpos(lower(concat_ws(chr(10), ${Prisma.join(fields)})), ${lowered}) > 0))`;
}

function within({ workspaceId, range }: Pick<TextSearch, 'workspaceId' | 'range'>): Prisma.Sql {
  return Prisma.sql`r.workspace_id = ${workspaceId} and r.occurred_at >= ${range.from}::timestamptz
    and r.occurred_at < ${range.to}::timestamptz`;
}
