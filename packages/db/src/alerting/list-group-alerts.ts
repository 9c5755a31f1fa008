import { type Alert, alertEvidenceSchema, alertSchema } from '@turnaway/contracts';
import { z } from 'zod';
import type { Db } from '../client.js';
import { hasEnded, speaks } from './count-groups.js';
import type { AlertAbout } from './firing-alert.js';

/** An alert as a message tells of it. */
export type GroupAlert = Pick<
  Alert,
  | 'id'
  | 'personal'
  | 'state'
  | 'level'
  | 'because'
  | 'evidence'
  | 'value'
  | 'peakValue'
  | 'threshold'
  | 'recoveryThreshold'
  | 'valueMeasure'
  | 'usual'
> & { key: string; label: string; about: AlertAbout; startedAt: Date; endedAt: Date | null };

const rowSchema = alertSchema
  .pick({
    id: true,
    personal: true,
    state: true,
    level: true,
    because: true,
    value: true,
    peakValue: true,
    threshold: true,
    recoveryThreshold: true,
    valueMeasure: true,
    usual: true,
  })
  .extend({
    groupId: z.string(),
    evidence: z.array(alertEvidenceSchema),
    about: z.object({
      system: z.string().nullable().default(null),
      errorCode: z.string().nullable().default(null),
      cause: z.string().nullable().default(null),
      source: z.string().nullable().default(null),
      app: z.string().nullable().default(null),
    }),
    key: z.string(),
    label: z.string(),
    startedAt: z.date(),
    endedAt: z.date().nullable(),
  });

/**
 * The alerts of groups (UUIDs) that there is something to tell of, the worst first: firing ones before ended ones. At
 * most `limit` of each group.
 */
export async function listGroupAlerts(
  { pool }: Pick<Db, 'pool'>,
  groupIds: readonly string[],
  limit: number,
): Promise<Map<string, GroupAlert[]>> {
  const { rows } = await pool.query(
    `select g.id as "groupId", a.* from unnest($1::uuid[]) as g (id) cross join lateral (
       select id, key, label, personal, state, level, because, evidence, value, peak_value as "peakValue", threshold,
         recovery_threshold as "recoveryThreshold", value_measure as "valueMeasure", usual, about,
         started_at as "startedAt", ended_at as "endedAt"
       from alerts where group_id = g.id and ((${speaks}) or (${hasEnded}))
       order by (state = 'firing') desc, (level = 'alert') desc,
         case when worse_when = 'higher' then -value else value end, started_at, id
       limit $2) a`,
    [groupIds, limit],
  );
  const byGroup = new Map<string, GroupAlert[]>();
  for (const row of rows) {
    const { groupId, ...alert } = rowSchema.parse(row);
    byGroup.set(groupId, [...(byGroup.get(groupId) ?? []), alert]);
  }
  return byGroup;
}
