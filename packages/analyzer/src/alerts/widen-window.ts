import type { AlertKind, AlertParams } from '@turnaway/contracts/alert-kinds';

/** Below this a log counts as coming at once. */
const lagMinutesMin = 3;
/** Later than this, old logs are being brought in, and nobody is told of these. */
export const lagMinutesMax = 120;

/** Kinds with windows of an hour or so, that hold what they find against a share or against what is usual in as long a time. */
const widened: ReadonlySet<AlertKind> = new Set<AlertKind>([
  'provider-trouble',
  'password-spray',
  'brute-force',
  'credential-stuffing',
  'mfa-fatigue',
  'lockout-storm',
  'success-after-failures',
  'token-replay',
]);

/** Does it matter to a kind of rule how late events come? */
export function isWidened(kind: AlertKind): boolean {
  return widened.has(kind);
}

/**
 * The parameters of a rule where events usually arrive `lagMinutes` after they happened: a window by the time of events would
 * be over before most of what belongs into it has come, so it begins as much earlier.
 */
export function widenWindow<Kind extends AlertKind>(
  kind: Kind,
  params: AlertParams<Kind>,
  lagMinutes: number,
): AlertParams<Kind> {
  if (!isWidened(kind) || lagMinutes < lagMinutesMin || !('windowMinutes' in params)) return params;
  return { ...params, windowMinutes: widenMinutes(kind, params.windowMinutes, lagMinutes) };
}

/** The window of a kind of rule where events usually arrive `lagMinutes` after they happened. */
export function widenMinutes(kind: AlertKind, windowMinutes: number, lagMinutes: number): number {
  if (!isWidened(kind) || lagMinutes < lagMinutesMin) return windowMinutes;
  return windowMinutes + Math.ceil(Math.min(lagMinutes, lagMinutesMax));
}
