import type { AlertKind, AlertMeasure } from '@turnaway/contracts/alert-kinds';
import type { AlertGrouping, AlertRule } from '@turnaway/contracts/alerts';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { draftOfParams, numberOf, type ParamsDraft, toParams } from './params-draft';

/** A kind of rule as the form offers it, with its usual parameters. */
export interface RuleKind {
  kind: AlertKind;
  label: string;
  summary: string;
  params: Readonly<Record<string, unknown>>;
  forMinutes: number;
  keepFiringMinutes: number;
  grouping: AlertGrouping;
}

/** A rule as it is being typed: numbers are texts, and a rate is in percent. */
export interface RuleDraft {
  name: string;
  kind: AlertKind;
  measure: AlertMeasure;
  windowMinutes: number;
  warn: string;
  threshold: string;
  recovery: string;
  minimumAttempts: string;
  groupBy: string;
  /** Of kinds other than `threshold`. */
  params: ParamsDraft;
  forMinutes: string;
  keepFiringMinutes: string;
  grouping: { by: AlertGrouping['by']; waitSeconds: string; intervalSeconds: string; repeatMinutes: string };
  channelIds: string[];
  enabled: boolean;
}

const usual = {
  measure: 'failures',
  windowMinutes: 15,
  warn: '',
  threshold: '50',
  recovery: '',
  minimumAttempts: '',
  groupBy: 'none',
} as const;

/** What the form begins with: the rule as it is, or usual values with every channel told. */
export function draftOf(
  rule: AlertRule | null,
  channels: { id: string }[],
  kinds: readonly RuleKind[],
): RuleDraft {
  if (rule === null) {
    return {
      ...usual,
      name: '',
      ...draftOfKind('threshold', kinds),
      channelIds: channels.map(({ id }) => id),
      enabled: true,
    };
  }
  return {
    ...usual,
    ...(rule.kind === 'threshold' ? draftOfThreshold(rule) : {}),
    name: rule.name,
    kind: rule.kind,
    params: rule.kind === 'threshold' ? {} : draftOfParams(rule.params),
    ...draftOfLife(rule),
    channelIds: rule.channelIds,
    enabled: rule.enabled,
  };
}

/** What changes when another kind is chosen: everything about it has its usual values again. */
export function draftOfKind(
  kind: AlertKind,
  kinds: readonly RuleKind[],
): Pick<RuleDraft, 'kind' | 'params' | 'forMinutes' | 'keepFiringMinutes' | 'grouping'> {
  const chosen = kinds.find((item) => item.kind === kind);
  const life = chosen ?? {
    forMinutes: 0,
    keepFiringMinutes: 0,
    grouping: { by: 'rule' as const, waitSeconds: 0, intervalSeconds: 0, repeatMinutes: 1_440 },
  };
  return {
    kind,
    params: kind === 'threshold' || chosen === undefined ? {} : draftOfParams(chosen.params),
    ...draftOfLife(life),
  };
}

function draftOfLife({
  forMinutes,
  keepFiringMinutes,
  grouping,
}: Pick<AlertRule, 'forMinutes' | 'keepFiringMinutes' | 'grouping'>) {
  return {
    forMinutes: String(forMinutes),
    keepFiringMinutes: String(keepFiringMinutes),
    grouping: {
      by: grouping.by,
      waitSeconds: String(grouping.waitSeconds),
      intervalSeconds: String(grouping.intervalSeconds),
      repeatMinutes: String(grouping.repeatMinutes),
    },
  };
}

function draftOfThreshold({ params }: Extract<AlertRule, { kind: 'threshold' }>) {
  const typed = (value: number) =>
    String(params.measure === 'failure-rate' ? Math.round(value * 100_000) / 1_000 : value);
  return {
    measure: params.measure,
    windowMinutes: params.windowMinutes,
    warn: params.warnThreshold === null ? '' : typed(params.warnThreshold),
    threshold: typed(params.threshold),
    recovery: typed(params.recoveryThreshold),
    minimumAttempts: params.minimumAttempts === 0 ? '' : String(params.minimumAttempts),
    groupBy: params.groupBy,
  };
}

/** The draft as the API takes it. */
export function toRuleInput(draft: RuleDraft, filter: SignInFilter): Record<string, unknown> {
  const { by, waitSeconds, intervalSeconds, repeatMinutes } = draft.grouping;
  return {
    name: draft.name,
    kind: draft.kind,
    params: draft.kind === 'threshold' ? thresholdParams(draft) : toParams(draft.params),
    filter,
    forMinutes: numberOf(draft.forMinutes),
    keepFiringMinutes: numberOf(draft.keepFiringMinutes),
    grouping: {
      by,
      waitSeconds: numberOf(waitSeconds),
      intervalSeconds: numberOf(intervalSeconds),
      repeatMinutes: numberOf(repeatMinutes),
    },
    channelIds: draft.channelIds,
    enabled: draft.enabled,
  };
}

/** Without a value of its own, recovery is at half of the lowest threshold. */
function thresholdParams(draft: RuleDraft) {
  const scale = draft.measure === 'failure-rate' ? 100 : 1;
  const threshold = numberOf(draft.threshold) / scale;
  const warnThreshold = draft.warn.trim() === '' ? null : numberOf(draft.warn) / scale;
  return {
    measure: draft.measure,
    windowMinutes: draft.windowMinutes,
    warnThreshold,
    threshold,
    recoveryThreshold:
      draft.recovery.trim() === '' ? (warnThreshold ?? threshold) / 2 : numberOf(draft.recovery) / scale,
    minimumAttempts: draft.minimumAttempts.trim() === '' ? 0 : numberOf(draft.minimumAttempts),
    groupBy: draft.groupBy,
  };
}
