import type { WeighedAlert } from '@turnaway/contracts/alert-inhibition';
import type { AlertKind } from '@turnaway/contracts/alert-kinds';

/** The more specific a kind is, the earlier it is told: of several that are about the same, the first one speaks. */
const order: readonly AlertKind[] = [
  'success-after-failures',
  'provider-trouble',
  'app-credential',
  'password-spray',
  'credential-stuffing',
  'rejects',
  'mfa-fatigue',
  'token-replay',
  'unknown-code',
  'group-change',
  'brute-force',
  'lockout-storm',
  'new-error',
  'impossible-travel',
  'feed-silent',
  'baseline',
  'threshold',
];

const counted: readonly AlertKind[] = [
  'provider-trouble',
  'app-credential',
  'password-spray',
  'credential-stuffing',
  'mfa-fatigue',
  'token-replay',
  'brute-force',
  'lockout-storm',
];

/**
 * Which kinds may tell of which. That an account was entered, a prompt or token abused, a provider or credential fails,
 * and what was never seen or was decided about: these are no consequence of anything, and always told.
 */
const tellers: Readonly<Partial<Record<AlertKind, readonly AlertKind[]>>> = {
  threshold: counted,
  baseline: [...counted, 'feed-silent'],
  'new-error': counted,
  'lockout-storm': ['password-spray', 'credential-stuffing', 'brute-force'],
  'credential-stuffing': ['password-spray'],
  // One tool from as many addresses as tries is both: which was told first depends on its pace.
  'password-spray': ['credential-stuffing'],
  'brute-force': ['password-spray', 'success-after-failures'],
  'impossible-travel': ['success-after-failures'],
  'feed-silent': ['rejects'],
};

/** Alerts in the order in which they are weighed: the specific ones first, of a kind the oldest. */
export function inOrder(alerts: readonly WeighedAlert[]): WeighedAlert[] {
  return alerts.toSorted(
    (one, other) =>
      order.indexOf(one.watch.kind) - order.indexOf(other.watch.kind) ||
      one.startedAt.getTime() - other.startedAt.getTime() ||
      (one.id < other.id ? -1 : 1),
  );
}

/** Kinds whose alerts may tell of others. */
export const tellingKinds: readonly AlertKind[] = [...new Set(Object.values(tellers).flat())];
const telling: ReadonlySet<AlertKind> = new Set(tellingKinds);

/** May an alert tell of any other one? */
export function mayTell({ watch }: WeighedAlert): boolean {
  return telling.has(watch.kind);
}

/** Whether alerts of one kind may tell of those of another. */
export function mayKindTellOf(teller: AlertKind, kind: AlertKind): boolean {
  return tellers[kind]?.includes(teller) ?? false;
}

/** May one alert tell of another, if the evidence fits? Not if that is worse. */
export function mayTellOf(teller: WeighedAlert, alert: WeighedAlert): boolean {
  if (
    !mayKindTellOf(teller.watch.kind, alert.watch.kind) ||
    (teller.level === 'warn' && alert.level === 'alert')
  )
    return false;
  if (isSilence(teller)) return isDropOfAllSuccesses(alert);
  if (isDrop(alert)) return teller.watch.kind === 'provider-trouble';
  // A network has its own story, also while many others attack.
  if (alert.watch.kind === 'password-spray') return teller.told && alert.origin?.clients !== undefined;
  return true;
}

/** A feed that brings nothing; one that brings what it has late is another finding. */
export function isSilence({ watch, key }: WeighedAlert): boolean {
  return watch.kind === 'feed-silent' && key.endsWith(silent);
}

/** The feed that is silent. */
export function silentFeedOf({ key }: WeighedAlert): string {
  return key.slice(0, -silent.length);
}

const silent = '|silent';

function isDrop({ watch }: WeighedAlert): boolean {
  return watch.kind === 'baseline' && watch.params.direction === 'drop';
}

function isDropOfAllSuccesses(alert: WeighedAlert): boolean {
  const { watch } = alert;
  return (
    isDrop(alert) &&
    watch.kind === 'baseline' &&
    watch.params.measure === 'successes' &&
    watch.params.groupBy === 'none'
  );
}

/** Kinds with alerts that may be told by another one also after people were told of them; their key is `all`. */
export const yieldingKinds: readonly AlertKind[] = ['baseline'];

/** Is it of those? That sign-ins are missing is often seen before it is known that a feed brings none. */
export function mayYield(alert: WeighedAlert): boolean {
  return alert.key === 'all' && isDropOfAllSuccesses(alert);
}

/** Two findings about one thing, where there is nothing to count: one account at one address, or one feed. */
export function isAboutTheSame(teller: WeighedAlert, alert: WeighedAlert): boolean {
  if (alert.watch.kind === 'feed-silent') return isSilence(alert) && silentFeedOf(alert) === teller.key;
  const places = new Set(teller.origin?.addresses);
  return alert.key === teller.key && (alert.origin?.addresses ?? []).some((address) => places.has(address));
}
