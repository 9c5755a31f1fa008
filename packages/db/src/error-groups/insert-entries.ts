import { randomUUID } from 'node:crypto';
import type { ErrorGroupEntry } from '@turnaway/contracts';
import type pg from 'pg';

/** A line to write into a group's history. */
export interface NewEntry extends Omit<ErrorGroupEntry, 'id' | 'at'> {
  workspaceId: string;
  errorCode: string;
  app: string;
  at: Date;
}

/** Writes lines into the histories of groups, in the caller's transaction. */
export async function insertEntries(client: pg.ClientBase, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await client.query(
    `insert into error_group_history (workspace_id, error_code, app, at, id, what, "by", "from", "to", text)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[],
                          $8::text[], $9::text[], $10::text[])`,
    [
      entries.map(({ workspaceId }) => workspaceId),
      entries.map(({ errorCode }) => errorCode),
      entries.map(({ app }) => app),
      entries.map(({ at }) => at),
      entries.map(() => randomUUID()),
      entries.map(({ what }) => what),
      entries.map(({ by }) => by),
      entries.map(({ from }) => from),
      entries.map(({ to }) => to),
      entries.map(({ text }) => text),
    ],
  );
}
