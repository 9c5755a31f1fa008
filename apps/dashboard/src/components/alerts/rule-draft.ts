import type { AlertRule, AlertRuleInput } from '@turnaway/contracts/alerts';

/** A rule as it is being typed: numbers are texts, and a rate is in percent. */
export interface RuleDraft {
  name: string;
  measure: AlertRule['measure'];
  windowMinutes: number;
  threshold: string;
  recovery: string;
  minimumAttempts: string;
  channelIds: string[];
  enabled: boolean;
}

/** What the form begins with: the rule as it is, or usual values with every channel told. */
export function draftOf(rule: AlertRule | null, channels: { id: string }[]): RuleDraft {
  if (rule === null) {
    return {
      name: '',
      measure: 'failures',
      windowMinutes: 15,
      threshold: '50',
      recovery: '',
      minimumAttempts: '',
      channelIds: channels.map(({ id }) => id),
      enabled: true,
    };
  }
  const typed = (value: number) =>
    String(rule.measure === 'failure-rate' ? Math.round(value * 100_000) / 1_000 : value);
  return {
    name: rule.name,
    measure: rule.measure,
    windowMinutes: rule.windowMinutes,
    threshold: typed(rule.threshold),
    recovery: typed(rule.recoveryThreshold),
    minimumAttempts: rule.minimumAttempts === 0 ? '' : String(rule.minimumAttempts),
    channelIds: rule.channelIds,
    enabled: rule.enabled,
  };
}

/** The draft as the API takes it. Without a value of its own, recovery is at half of the threshold. */
export function toRuleInput(draft: RuleDraft, filter: AlertRuleInput['filter']): AlertRuleInput {
  const scale = draft.measure === 'failure-rate' ? 100 : 1;
  const threshold = numberOf(draft.threshold) / scale;
  return {
    name: draft.name,
    filter,
    measure: draft.measure,
    windowMinutes: draft.windowMinutes,
    threshold,
    recoveryThreshold: draft.recovery.trim() === '' ? threshold / 2 : numberOf(draft.recovery) / scale,
    minimumAttempts: draft.minimumAttempts.trim() === '' ? 0 : numberOf(draft.minimumAttempts),
    channelIds: draft.channelIds,
    enabled: draft.enabled,
  };
}

/** What is no number becomes NaN, which JSON sends as null: the API then says what it expected. */
function numberOf(text: string): number {
  return Number(text.replace(',', '.').replace('%', '').trim() || Number.NaN);
}
