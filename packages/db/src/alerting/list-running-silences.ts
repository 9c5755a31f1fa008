import {
  type Recurrence,
  recurrenceSchema,
  type SilenceMatchers,
  silenceMatchersSchema,
} from '@turnaway/contracts';
import type { Transaction } from './with-locked-rule.js';

/** Silences of one workspace that are asked, at the most. */
const silencesMax = 500;

/** The silences of a workspace whose start and end `now` lies between; the hours of their weeks are not looked at. */
export async function listRunningSilences(
  transaction: Transaction,
  workspaceId: string,
  now: Date,
): Promise<{ id: string; matchers: SilenceMatchers; recurrence: Recurrence | null }[]> {
  const { rows } = await transaction.query<{ id: string; matchers: unknown; recurrence: unknown }>(
    `select id, matchers, recurrence from silences
     where workspace_id = $1 and starts_at <= $2 and ends_at > $2
     order by created_at, id limit $3`,
    [workspaceId, now, silencesMax],
  );
  return rows.map(({ id, matchers, recurrence }) => ({
    id,
    matchers: silenceMatchersSchema.parse(matchers),
    recurrence: recurrenceSchema.nullable().parse(recurrence),
  }));
}
