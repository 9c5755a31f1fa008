import type { AlertChange, AlertDecisions, Judgment } from '@turnaway/contracts';
import type { KeyLook } from '@turnaway/db/alerting/save-evaluations';
import type { RuleLook } from '@turnaway/db/alerting/save-look';

/** Looks that are kept of keys where nothing changes: a rule may watch thousands, and keeps the worst of them. */
const unchangedMax = 50;

/**
 * What is kept of a look: every key that changed, and the worst of the others. `quietKeys` are those that fire and
 * that nobody is told of, with the reason.
 */
export function keyLooks(
  { changes, states, judgments }: AlertDecisions,
  quietKeys: ReadonlyMap<string, string>,
): KeyLook[] {
  const kept = new Set(states.map(({ key }) => key));
  const followed = new Set(changes.map(({ key }) => key));
  const looks = changes.map((change) => lookOf(change, kept, quietKeys.get(change.key)));
  const rest = judgments.filter(({ key }) => !followed.has(key)).map(quietLook);
  const changed = looks.filter((look) => look.changed);
  const unchanged = [...looks.filter((look) => !look.changed), ...rest].slice(0, unchangedMax);
  return [...changed, ...unchanged];
}

function lookOf(change: AlertChange, kept: ReadonlySet<string>, quiet: string | undefined): KeyLook {
  const { key, state, judgment, emit, because } = change;
  return {
    key,
    label: state.label,
    personal: state.personal,
    value: judgment?.value ?? null,
    warnThreshold: judgment?.warnThreshold ?? null,
    threshold: judgment?.threshold ?? null,
    recoveryThreshold: judgment?.recoveryThreshold ?? null,
    level: judgment?.level ?? 'ok',
    state: kept.has(key) ? state.status : 'ok',
    because: quiet === undefined ? because : `${because} ${quiet}`,
    changed: emit !== null,
  };
}

function quietLook(judgment: Judgment): KeyLook {
  const { key, label, personal, value, warnThreshold, threshold, recoveryThreshold, level, because } =
    judgment;
  return {
    key,
    label,
    personal,
    value,
    warnThreshold,
    threshold,
    recoveryThreshold,
    level,
    state: 'ok',
    because,
    changed: false,
  };
}

/** A look in one line: the worst that was seen, and how many fire. */
export function summarizeLook(
  { states, judgments, leftOut }: AlertDecisions,
  looks: readonly KeyLook[],
): Omit<RuleLook, 'now'> {
  const firing = states.filter(({ status }) => status === 'firing').length;
  const pending = states.length - firing;
  const worst = judgments.toSorted(worstFirst)[0];
  const worstLook = looks.find(({ key }) => key === worst?.key) ?? looks[0];
  const others = judgments.length > 1 ? `${firing} of ${judgments.length} fire. ` : '';
  const cut = leftOut > 0 ? ` ${leftOut} more were found than can be followed.` : '';
  return {
    state: firing > 0 ? 'firing' : pending > 0 ? 'pending' : 'ok',
    value: worst?.value ?? null,
    because: `${others}${worstLook?.because ?? 'Nothing was found.'}${cut}`,
    keys: judgments.length,
  };
}

const ranks = { alert: 2, warn: 1, ok: 0 } as const;

function worstFirst(one: Judgment, other: Judgment): number {
  const byLevel = ranks[other.level] - ranks[one.level];
  if (byLevel !== 0) return byLevel;
  return one.worseWhen === 'higher' ? other.value - one.value : one.value - other.value;
}
