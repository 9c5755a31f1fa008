import type { Inhibition } from '@turnaway/contracts';
import { inParts } from './in-parts.js';
import type { Transaction } from './with-locked-rule.js';

/**
 * Notes of alerts by which other ones they are told from now on; those that speak for themselves again are told at once.
 * Their histories say so, and what the last look kept of them. One that people were told of meanwhile stays as it is.
 */
export async function saveInhibitions(
  transaction: Transaction,
  inhibitions: readonly Inhibition[],
  now: Date,
): Promise<void> {
  for (const part of inParts(inhibitions)) {
    await transaction.query(
      `with changed as (
         update alerts set inhibited_by = n.told_by
         from unnest($1::uuid[], $2::uuid[], $4::boolean[]) as n (id, told_by, was_told)
         where alerts.id = n.id and state = 'firing' and (told_at is not null) = n.was_told
         returning alerts.id, alerts.rule_id, alerts.key, alerts.group_id, n.told_by
       ), due as (
         update alert_groups set due_at = least(coalesce(due_at, 'infinity'), $3::timestamptz)
         where id in (select group_id from changed where told_by is null)
       ), looks as (
         update alert_evaluations set because = alert_evaluations.because || case
             when c.told_by is null then ' It speaks for itself again.'
             else ' Nothing is sent: ' || teller.rule_name || ' tells of it.' end
         from changed c left join alerts teller on teller.id = c.told_by
         where alert_evaluations.rule_id = c.rule_id and alert_evaluations.key = c.key
           and alert_evaluations.at = (
             select max(at) from alert_evaluations last where last.rule_id = c.rule_id and last.key = c.key)
       )
       insert into alert_changes (id, alert_id, at, what, note)
       select gen_random_uuid(), c.id, $3, case when c.told_by is null then 'uninhibited' else 'inhibited' end,
         case when c.told_by is null then 'More is left than the other alert tells of, or that one is over.'
           else 'Told by: ' || teller.rule_name
             || case when teller.personal or teller.key = 'all' then '' else ', ' || teller.label end end
       from changed c left join alerts teller on teller.id = c.told_by`,
      [part.map(({ alertId }) => alertId), part.map(({ by }) => by), now, part.map(({ wasTold }) => wasTold)],
    );
  }
}
