import { Prisma } from '../../generated/client.js';
import type { Transaction } from '../with-locked-rule.js';

/** Somebody who is about to travel, and when that person was last seen before. */
export interface SetOut {
  person: string;
  before: Date;
}

export const keyOfHabit = (person: string, before: Date) => `${before.getTime()}|${person}`;

/**
 * The countries that people were let past the first factor in, on two days or more, before they set out: by
 * {@link keyOfHabit}. Successes are kept for days alone; that a person was let past the first factor is known for as long
 * as sign-ins are kept. Looked up once for each that set out, and noted: a rule asks every minute for a day.
 */
export async function findUsualCountries(
  transaction: Transaction,
  workspaceId: string,
  asked: readonly SetOut[],
  credentialProven: readonly string[],
): Promise<Map<string, string[]>> {
  const noted = await transaction.query<HabitRow>(
    Prisma.sql`select h.user_key as person, h.before, h.countries from ${relationOf(asked)}
      join travel_habits h on h.workspace_id = ${workspaceId} and h.user_key = asked.person and h.before = asked.before`,
  );
  const habits = new Map(noted.rows.map((row) => [keyOfHabit(row.person, row.before), row.countries]));
  const unknown = asked.filter(({ person, before }) => !habits.has(keyOfHabit(person, before)));
  if (unknown.length === 0) return habits;
  const { rows: found } = await transaction.query<HabitRow>(
    Prisma.sql`select asked.person, asked.before, array(select country from (
          select s.country, s.occurred_at from successes s
          where s.workspace_id = ${workspaceId} and s.user_key = asked.person and s.occurred_at < asked.before
          union all
          select r.country, r.occurred_at from sign_ins r
          join code_classes c on c.workspace_id = r.workspace_id and c.error_code = r.error_code
          where r.workspace_id = ${workspaceId} and r.user_key = asked.person and r.occurred_at < asked.before
            and (c.outcome = 'interrupt' or r.error_code = any(${[...credentialProven]}::text[]))
        ) let_through where country is not null
        group by 1 having count(distinct date_trunc('day', occurred_at)) >= 2 order by 1) as countries
      from ${relationOf(unknown)}`,
  );
  await note(transaction, workspaceId, found);
  for (const row of found) habits.set(keyOfHabit(row.person, row.before), row.countries);
  return habits;
}

/** Previews look at the past in a transaction that must not write: they look everything up. */
async function note(
  transaction: Transaction,
  workspaceId: string,
  habits: readonly HabitRow[],
): Promise<void> {
  const { rows } = await transaction.query<{ reads_only: boolean }>(
    "select current_setting('transaction_read_only')::boolean as reads_only",
  );
  if (rows[0]?.reads_only !== false) return;
  await transaction.query(
    Prisma.sql`insert into travel_habits (workspace_id, user_key, before, countries)
      select ${workspaceId}, person, before, array(select json_array_elements_text(countries))
      from json_to_recordset(${JSON.stringify(habits)}::json) as found (person text, before timestamptz, countries json)
      on conflict (workspace_id, user_key, before) do update set countries = excluded.countries`,
  );
}

interface HabitRow {
  person: string;
  before: Date;
  countries: string[];
}

function relationOf(asked: readonly SetOut[]): Prisma.Sql {
  return Prisma.sql`(select distinct * from unnest(${asked.map(({ person }) => person)}::text[],
    ${asked.map(({ before }) => before)}::timestamptz[]) as asked (person, before)) asked`;
}
