import {
  type AlertWebhook,
  type AlertWebhookData,
  adviceOnAlert,
  type CatalogEntry,
  type CodeClass,
  type ErrorCode,
  formatErrorCode,
} from '@turnaway/contracts';
import type { AlertFacts } from './alert-facts.js';
import { summaryOf, titleOf } from './describe-alert.js';
import { firstSteps } from './first-steps.js';
import { linkMessage } from './message-links.js';

/** Entries of each list in a message. */
export const topMax = 5;
/** Alerts that a message names, of all that it is about. */
export const alertsMax = 10;
const evidenceMax = 12;
const becauseLengthMax = 400;
/** Names come from logs, and receivers limit the size of a message. */
const appLengthMax = 256;

/** Writes the message about an alert that fires, or that is over. `lookUp` is the catalog. */
export function composeMessage(
  facts: AlertFacts,
  now: Date,
  lookUp: (code: ErrorCode) => CatalogEntry | null,
): Extract<AlertWebhook, { data: AlertWebhookData }> {
  const { alert, rule, counts } = facts;
  const advice = adviceOnAlert(rule.kind, facts.alerts.items[0]?.about.errorCode ?? null);
  const shown = {
    ...facts,
    topApps: (advice === null ? facts.topApps : [])
      .slice(0, topMax)
      .map(({ app, events }) => ({ app: app.slice(0, appLengthMax), events })),
  };
  const top = (advice === null ? facts.topCodes : []).slice(0, topMax).map((code) => {
    const entry = code.known ? lookUp(code) : null;
    return { entry, error: toTopError(code, entry) };
  });
  const window = { from: facts.window.from.toISOString(), to: facts.window.to.toISOString() };
  const data: AlertWebhookData = {
    alertId: alert.id,
    dedupKey: alert.dedupKey,
    state: alert.endedAt === null ? 'firing' : 'resolved',
    title: titleOf(shown),
    summary: summaryOf(shown, top[0] ?? null),
    rule: { id: rule.id, name: rule.name, measure: rule.measure, kind: rule.kind },
    ...findingParts(facts.alerts),
    ...alsoSeenPart(facts.alsoSeen),
    window,
    value: facts.value,
    threshold: rule.thresholds.threshold,
    startedAt: alert.startedAt.toISOString(),
    endedAt: alert.endedAt?.toISOString() ?? null,
    counts: { failures: counts.failures, successes: counts.successes, people: counts.people },
    ...(advice === null ? {} : { next: { actor: advice.actor, steps: [...advice.steps] } }),
    topErrors: top.map(({ error }) => error),
    topApps: shown.topApps,
    links: {
      ...linkMessage(facts.publicUrl, alert.id, rule.filter, wholeTime(facts)),
      ...(alert.endedAt === null ? { ack: facts.ackUrl } : {}),
    },
  };
  const timestamp = now.toISOString();
  return alert.endedAt === null
    ? { type: 'alert.firing', timestamp, data }
    : { type: 'alert.resolved', timestamp, data };
}

/** The events that an alert is about: those of its window, and of what is over all from its beginning on. */
function wholeTime({ alert, rule, window }: AlertFacts): { from: string; to: string } {
  const begunMs = alert.startedAt.getTime() - rule.windowMinutes * 60_000;
  const from = alert.endedAt === null ? window.from : new Date(Math.min(begunMs, window.from.getTime()));
  return { from: from.toISOString(), to: window.to.toISOString() };
}

function findingParts({ firing, ended, items }: AlertFacts['alerts']): Partial<AlertWebhookData> {
  const [worst] = items;
  if (worst === undefined) return {};
  return {
    level: worst.level,
    valueMeasure: worst.valueMeasure,
    usual: worst.usual,
    evidence: worst.evidence.slice(0, evidenceMax).map((item) => ({
      ...item,
      value: typeof item.value === 'string' ? item.value.slice(0, appLengthMax) : item.value,
    })),
    alerts: {
      firing,
      ended,
      items: items.slice(0, alertsMax).map((item) => ({
        alertId: item.id,
        state: item.state,
        level: item.level,
        label: item.label.slice(0, appLengthMax),
        personal: item.personal,
        because: item.because.slice(0, becauseLengthMax),
        startedAt: item.startedAt.toISOString(),
        endedAt: item.endedAt?.toISOString() ?? null,
      })),
    },
  };
}

function alsoSeenPart({ count, items }: AlertFacts['alsoSeen']): Partial<AlertWebhookData> {
  if (count === 0) return {};
  const shown = items
    .slice(0, topMax)
    .map((item) => ({ ...item, because: item.because.slice(0, becauseLengthMax) }));
  return { alsoSeen: { count, items: shown } };
}

function toTopError(
  code: CodeClass & { events: number },
  entry: CatalogEntry | null,
): AlertWebhookData['topErrors'][number] {
  return {
    errorCode: formatErrorCode(code),
    title: code.title,
    cause: code.cause,
    source: code.source,
    actor: code.actor,
    events: code.events,
    firstSteps: firstSteps(entry, code.actor),
  };
}
