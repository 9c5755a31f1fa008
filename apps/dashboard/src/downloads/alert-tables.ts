import { channelKinds } from '@turnaway/contracts/channel-kinds';
import { ruleSentence } from '@/lib/alert-words';
import {
  getAlertChanges,
  getAlertRules,
  getAlerts,
  getChannels,
  getDeliveries,
  getEvaluations,
  getSilences,
} from '@/lib/api';
import { one } from '@/lib/view';
import { onePage, pageLimit, pages, type Tables } from './row';

/** What is watched, what fired, and who was told. */
export const alertTables: Tables = {
  deliveries: (params) => {
    const own = { alertId: one(params.alertId), channelId: one(params.channelId) };
    return pages(
      (cursor) => getDeliveries({ ...own, cursor, limit: pageLimit }),
      (delivery) => ({
        id: delivery.id,
        channel: delivery.channel.name,
        alert: delivery.alertId,
        event: delivery.eventType,
        status: delivery.status,
        created_at: delivery.createdAt,
        next_attempt_at: delivery.nextAttemptAt,
        attempts: delivery.attempts.length,
        last_status_code: delivery.attempts.at(-1)?.statusCode ?? null,
        last_error: delivery.attempts.at(-1)?.error ?? null,
      }),
    );
  },
  silences: () =>
    pages(
      (cursor) => getSilences({ cursor, limit: pageLimit }),
      (silence) => ({
        id: silence.id,
        keeps_quiet: JSON.stringify(silence.matchers),
        state: silence.state,
        starts_at: silence.startsAt,
        ends_at: silence.endsAt,
        comment: silence.comment,
        author: silence.author,
        created_at: silence.createdAt,
      }),
    ),
  alerts: (params) => {
    const state = one(params.state);
    return pages(
      (cursor) => getAlerts({ state, cursor, limit: pageLimit }),
      (alert) => ({
        id: alert.id,
        rule: alert.ruleName,
        state: alert.state,
        started_at: alert.startedAt,
        ended_at: alert.endedAt,
        threshold: alert.threshold,
        value_at_start: alert.valueAtStart,
        peak_value: alert.peakValue,
      }),
    );
  },
  'alert-rules': () =>
    onePage(async () =>
      (await getAlertRules()).items.map((rule) => ({
        id: rule.id,
        name: rule.name,
        kind: rule.kind,
        watches: ruleSentence(rule),
        enabled: rule.enabled,
        state: rule.state,
        last_value: rule.lastValue,
        last_looked_at: rule.lastEvaluatedAt,
        last_because: rule.lastBecause,
      })),
    ),
  'rule-looks': (params) =>
    onePage(async () => {
      const own = { alertId: one(params.alertId), from: one(params.from), to: one(params.to) };
      const { items } = await getEvaluations(one(params.rule) ?? '', { ...own, limit: '5000' });
      return items.map((look) => ({
        at: look.at,
        about: look.label,
        value: look.value,
        warns_at: look.warnThreshold,
        fires_at: look.threshold,
        resolves_at: look.recoveryThreshold,
        state: look.state,
        because: look.because,
      }));
    }),
  'alert-changes': (params) =>
    onePage(async () =>
      (await getAlertChanges(one(params.alert) ?? '')).items.map(({ at, what, by, note }) => ({
        at,
        what,
        by,
        note,
      })),
    ),
  channels: () =>
    onePage(async () =>
      (await getChannels()).items.map((channel) => ({
        id: channel.id,
        name: channel.name,
        kind: channelKinds[channel.kind].label,
        address: channel.url,
        enabled: channel.enabled,
        personal_data: channel.personalData,
        last_delivery_at: channel.lastDeliveryAt,
        last_delivery_status: channel.lastDeliveryStatus,
      })),
    ),
};
