import { weighAlerts } from '@turnaway/analyzer';
import { tellingKinds, yieldingKinds } from '@turnaway/analyzer/alerts/may-tell-of';
import { widenMinutes } from '@turnaway/analyzer/alerts/widen-window';
import type { CarriedQuestion, LeftQuestion, WeighingAnswer } from '@turnaway/contracts';
import { countCarried } from '@turnaway/db/alerting/count-carried';
import { countLeft, type Sight } from '@turnaway/db/alerting/count-left';
import { listWeighedAlerts, type WeighedAlertRow } from '@turnaway/db/alerting/list-weighed-alerts';
import { saveInhibitions } from '@turnaway/db/alerting/save-inhibitions';
import { withLockedWorkspace } from '@turnaway/db/alerting/with-locked-workspace';
import type { WorkerContext } from '../context.js';
import type { UsualLag } from './usual-lag.js';

const nothing: WeighingAnswer = { left: new Map(), carried: null };

/**
 * Decides which alerts of a workspace are told by another one that is about the same, before anything is told: one attack
 * is one message. If it cannot be decided, all of them speak. How many speak for themselves again.
 */
export async function inhibitAlerts(
  { db, log, now }: WorkerContext,
  workspaceId: string,
  usualLag: UsualLag,
): Promise<number> {
  const at = now();
  try {
    const changes = await withLockedWorkspace(db, workspaceId, async (transaction) => {
      const alerts = await listWeighedAlerts(transaction, {
        workspaceId,
        tellingKinds,
        yieldingKinds,
        now: at,
      });
      const sights = new Map(alerts.map((alert) => [alert.id, sightOf(alert)]));
      const owns = new Map(alerts.map((alert) => [alert.ruleId, sightOf(alert)]));
      const weighing = weighAlerts(alerts, at);
      const answer = async (question: LeftQuestion | CarriedQuestion): Promise<WeighingAnswer> => {
        const own = owns.get(question.ruleId);
        if (own === undefined) throw new Error('expected a question about a rule that has alerts');
        if ('feeds' in question) {
          const { filter } = own;
          const carried = await countCarried(transaction, workspaceId, question, { filter, now: at });
          return { ...nothing, carried };
        }
        const windowMinutes = widenMinutes(question.kind, question.windowMinutes, await usualLag());
        const widened = { ...question, windowMinutes };
        const left = await countLeft(transaction, workspaceId, widened, { own, others: sights, now: at });
        return { ...nothing, left };
      };
      let step = weighing.next(nothing);
      while (step.done !== true) step = weighing.next(await answer(step.value));
      if (step.value.length > 0) await saveInhibitions(transaction, step.value, at);
      return step.value;
    });
    if (changes.length > 0) {
      log.info({ workspaceId, alerts: changes.length }, 'weighed which alerts are told by others');
    }
    return changes.filter(({ by }) => by === null).length;
  } catch (error) {
    log.error({ err: error, workspaceId }, 'could not weigh alerts against each other');
    return 0;
  }
}

function sightOf({ filter, watch: { params } }: WeighedAlertRow): Sight {
  return { filter, allow: 'allow' in params ? params.allow : null };
}
