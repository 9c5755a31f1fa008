import {
  type AlertKind,
  alertKindSchema,
  alertWatchSchema,
  type SignInFilter,
  signInFilterSchema,
  type WeighedAlert,
} from '@turnaway/contracts';
import { z } from 'zod';
import type { Transaction } from './with-locked-rule.js';

/** Alerts that are held against each other at once; of more, the newest speak for themselves. */
const alertsMax = 20_000;
/** No window is longer than a day, and nothing goes on for longer than a day once it is well. */
const endedHours = 48;

/** An alert, with what its rule looks at. */
export type WeighedAlertRow = WeighedAlert & { filter: SignInFilter };

const rowSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  kind: alertKindSchema,
  params: z.unknown(),
  filter: signInFilterSchema,
  keepFiringMinutes: z.int(),
  key: z.string(),
  level: z.enum(['warn', 'alert']),
  value: z.number(),
  warnThreshold: z.number().nullable(),
  threshold: z.number(),
  worseWhen: z.enum(['higher', 'lower']),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  origin: z
    .object({
      addresses: z.array(z.string()).optional(),
      networks: z.array(z.string()).optional(),
      clients: z.array(z.string()).optional(),
    })
    .nullable(),
  told: z.boolean(),
  silenced: z.boolean(),
  channels: z.array(z.string()),
  inhibitedBy: z.string().nullable(),
});

/**
 * The alerts of a workspace that may be told by others: those that nobody was told of yet, and those that yield. And those of the
 * kinds that may tell of others: what fires, and what was told and ended lately. None where there is nothing to weigh: nothing tells, or nothing is to be told.
 */
export async function listWeighedAlerts(
  transaction: Transaction,
  {
    workspaceId,
    tellingKinds,
    yieldingKinds,
    now,
  }: {
    workspaceId: string;
    tellingKinds: readonly AlertKind[];
    /** Of these, alerts about everything are weighed also after people were told. */
    yieldingKinds: readonly AlertKind[];
    now: Date;
  },
): Promise<WeighedAlertRow[]> {
  const since = new Date(now.getTime() - endedHours * 3_600_000);
  const telling = `kind = any($2) and (ended_at is null or (ended_at > $3 and told_at is not null))`;
  const { rows } = await transaction.query(
    `with telling as materialized (
       select id from alerts where workspace_id = $1 and (ended_at is null or ended_at > $3) and ${telling}
     ), weighed as materialized (
       select id from alerts where workspace_id = $1 and ended_at is null
         and (told_at is null or (kind = any($4) and key = 'all'))
         and (inhibited_by is not null or exists (select 1 from telling))
     ), rules as materialized (
       select id, kind, params, filter, keep_firing_minutes,
         case when exists (select 1 from alert_rule_channels where rule_id = alert_rules.id)
           then array(select channel_id::text from alert_rule_channels where rule_id = alert_rules.id)
           else array(select c.id::text from channels c where c.workspace_id = $1 and c.is_default)
         end as channels
       from alert_rules where workspace_id = $1 and exists (select 1 from weighed)
     )
     select a.id, a.rule_id as "ruleId", r.kind, r.params, r.filter, r.keep_firing_minutes as "keepFiringMinutes",
       r.channels, a.key,
       a.level, coalesce(a.value, a.peak_value) as value, a.warn_threshold as "warnThreshold", a.threshold,
       a.worse_when as "worseWhen", a.started_at as "startedAt", a.ended_at as "endedAt", a.origin,
       a.told_at is not null as told, a.silenced_by is not null as silenced, a.inhibited_by as "inhibitedBy"
     from alerts a join rules r on r.id = a.rule_id and r.kind = a.kind
     where exists (select 1 from weighed) and a.id in (select id from telling union select id from weighed)
     order by a.started_at, a.id limit ${alertsMax}`,
    [workspaceId, tellingKinds, since, yieldingKinds],
  );
  return rows.map((row) => {
    const { kind, params, ...alert } = rowSchema.parse(row);
    return { ...alert, watch: alertWatchSchema.parse({ kind, params }) };
  });
}
