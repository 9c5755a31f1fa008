import { type Alert, alertEvidenceSchema, alertSchema } from '@turnaway/contracts';
import { z } from 'zod';
import { hasEnded, speaks } from './count-group.js';
import type { AlertAbout } from './firing-alert.js';
import type { Transaction } from './with-locked-rule.js';

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

/** The alerts of a group (a UUID) that there is something to tell of, the worst first: firing ones before ended ones. */
export async function listGroupAlerts(
  transaction: Transaction,
  groupId: string,
  limit: number,
): Promise<GroupAlert[]> {
  const { rows } = await transaction.query(
    `select id, key, label, personal, state, level, because, evidence, value, peak_value as "peakValue", threshold,
       recovery_threshold as "recoveryThreshold", value_measure as "valueMeasure", usual, about,
       started_at as "startedAt", ended_at as "endedAt"
     from alerts where group_id = $1 and ((${speaks}) or (${hasEnded}))
     order by (state = 'firing') desc, (level = 'alert') desc,
       case when worse_when = 'higher' then -value else value end, started_at, id
     limit $2`,
    [groupId, limit],
  );
  return rows.map((row) => rowSchema.parse(row));
}
