import { lookup } from '@turnaway/catalog';
import type { Db } from '@turnaway/db';
import { dedupKeyOf } from '@turnaway/db/alerting/firing-alert';
import { saveMessage } from '@turnaway/db/alerting/save-message';
import { windowMinutesOf } from '@turnaway/db/alerting/watched-events';
import { ackUrl } from '../alert-messages/ack-url.js';
import type { AlertFacts } from '../alert-messages/alert-facts.js';
import { composeMessage } from '../alert-messages/compose-message.js';
import type { GatheredGroup } from './gather-groups.js';

/** What a message says of where it comes from. */
export interface MessageOrigin {
  publicUrl: string;
  /** Signs the links that acknowledge an alert. */
  secret: string;
}

/**
 * Tells one group of alerts, in a transaction of its own under its lock: one message for each channel, about all of it.
 * The ids of the deliveries to enqueue; `null` if the group has changed meanwhile, or somebody else tells it.
 */
export async function tellGroup(
  { db, ...origin }: MessageOrigin & { db: Db },
  gathered: GatheredGroup,
  now: Date,
): Promise<string[] | null> {
  const { group, rule, lead, telling } = gathered;
  const message = composeMessage(factsOf(origin, gathered, now), now, lookup);
  return saveMessage(db, {
    workspaceId: rule.workspaceId,
    ruleId: rule.id,
    group,
    alertId: lead.id,
    eventType: message.type,
    body: JSON.stringify(message),
    now,
    nextDueAt: telling.dueAt,
  });
}

function factsOf(
  origin: MessageOrigin,
  { group, rule, counts: { firing, ended }, lead, alerts, alsoSeen, filter, window, events }: GatheredGroup,
  now: Date,
): AlertFacts {
  return {
    alert: {
      id: lead.id,
      dedupKey: dedupKeyOf(rule.id, group.key, rule.grouping.by === 'none'),
      startedAt: alerts.reduce(
        (first, { startedAt }) => (startedAt < first ? startedAt : first),
        lead.startedAt,
      ),
      endedAt: firing > 0 ? null : (lead.endedAt ?? now),
      peakValue: lead.peakValue,
    },
    rule: {
      id: rule.id,
      name: rule.name,
      kind: rule.watch.kind,
      measure: rule.watch.kind === 'threshold' ? rule.watch.params.measure : null,
      filter,
      isOff: !rule.enabled,
      windowMinutes: windowMinutesOf(rule.watch),
      thresholds: {
        threshold: lead.threshold,
        recoveryThreshold: lead.recoveryThreshold ?? lead.threshold,
      },
    },
    alerts: { firing, ended, items: alerts },
    alsoSeen,
    window,
    value: lead.value ?? lead.peakValue,
    counts: { ...events.counts, people: events.people },
    topCodes: events.topCodes,
    topApps: events.topApps,
    publicUrl: origin.publicUrl,
    ackUrl: ackUrl(origin, lead.id, now),
  };
}
