import type { KeyOfEvents, SelectedEvents, WeighedAlert } from '@turnaway/contracts/alert-inhibition';
import type { AlertWatch } from '@turnaway/contracts/alert-kinds';
import { codesByRole } from './codes-by-role.js';
import { personOfPrompts } from './prompt-keys.js';

const { wrongCredential, noSuchAccount, lockedOut, blockedAddress } = codesByRole;
const firstFactors = [...wrongCredential, ...noSuchAccount, ...lockedOut, ...blockedAddress];

/** The events that an alert tells of, for others that count the same; `null` if it names none. */
export function toldEvents({ watch, key, origin }: WeighedAlert): SelectedEvents | null {
  switch (watch.kind) {
    case 'password-spray':
      if (origin === null) return null;
      // People may use the same software: only their first factors are the attack's. From its addresses everything is.
      return origin.clients === undefined ? { origin } : { origin, codes: firstFactors };
    case 'credential-stuffing':
      return { codes: firstFactors, strangers: true };
    case 'brute-force':
    case 'success-after-failures':
      return { codes: firstFactors, account: key };
    case 'mfa-fatigue':
      return {
        codes: [...codesByRole.mfaDenied, ...codesByRole.mfaNotAnswered],
        account: personOfPrompts(key),
      };
    case 'lockout-storm':
      return { codes: firstFactors, lockedBy: lockedOut };
    case 'token-replay': {
      const [app, account] = splitAtLast(key);
      return { codes: codesByRole.tokenReused, app, ...(account === null ? {} : { account }) };
    }
    case 'provider-trouble': {
      const [system, source] = splitAtLast(key);
      return source === null ? null : { system, source, cause: 'service-fault' };
    }
    case 'app-credential': {
      const [app, code] = splitAtLast(key);
      return code === null || code.startsWith('expires:') ? null : { app, codes: [code] };
    }
    default:
      return null;
  }
}

/** How a rule counts what its alerts are about. */
export interface Counting {
  windowMinutes: number;
  select: SelectedEvents;
  by: KeyOfEvents;
  /** `missing`: successes that did not come, each of which may be an account that failed. */
  measure: 'events' | 'accounts' | 'share' | 'missing';
}

/** How a rule counts, if it counts what other kinds tell of; else `null`: its alerts always speak for themselves. */
export function countingOf(watch: AlertWatch, origin: WeighedAlert['origin']): Counting | null {
  const { kind, params } = watch;
  switch (kind) {
    case 'threshold': {
      const { windowMinutes, groupBy } = params;
      const measures = { failures: 'events', 'affected-users': 'accounts', 'failure-rate': 'share' } as const;
      return { windowMinutes, select: {}, by: keyBy(groupBy), measure: measures[params.measure] };
    }
    case 'baseline': {
      const { windowMinutes, groupBy, direction, measure } = params;
      const by = keyBy(groupBy);
      if (direction === 'drop') {
        return measure === 'successes' && by === 'all'
          ? { windowMinutes, select: {}, by, measure: 'missing' }
          : null;
      }
      if (measure === 'successes') return null;
      return { windowMinutes, select: {}, by, measure: measure === 'failures' ? 'events' : 'share' };
    }
    case 'new-error':
      return {
        windowMinutes: params.windowMinutes,
        select: {},
        by: params.perApp ? 'code-at-app' : 'code',
        measure: 'events',
      };
    case 'brute-force':
      return { ...ofFirstFactors(params), by: 'account', measure: 'events' };
    case 'credential-stuffing': {
      const counting = ofFirstFactors(params);
      const select: SelectedEvents = { ...counting.select, strangers: true };
      return { ...counting, select, by: 'all', measure: 'accounts' };
    }
    case 'lockout-storm':
      return {
        windowMinutes: params.windowMinutes,
        select: { codes: lockedOut },
        by: 'all',
        measure: 'accounts',
      };
    case 'password-spray':
      return origin === null
        ? null
        : {
            windowMinutes: Math.max(params.windowMinutes, params.slowWindowMinutes),
            select: { codes: firstFactors, origin },
            by: 'all',
            measure: 'accounts',
          };
    default:
      return null;
  }
}

function ofFirstFactors({ windowMinutes }: { windowMinutes: number }) {
  return { windowMinutes, select: { codes: firstFactors } };
}

function keyBy(groupBy: 'none' | 'app' | 'cause' | 'system'): KeyOfEvents {
  return groupBy === 'none' ? 'all' : groupBy;
}

/** What stands before and after the last bar; an app may have bars of its own. */
function splitAtLast(key: string): [string, string | null] {
  const bar = key.lastIndexOf('|');
  return bar < 0 ? [key, null] : [key.slice(0, bar), key.slice(bar + 1)];
}
