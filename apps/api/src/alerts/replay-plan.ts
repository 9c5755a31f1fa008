import { codesByRole } from '@turnaway/analyzer/alerts/codes-by-role';
import type { AlertRuleInput, AlertWatch } from '@turnaway/contracts';
import type { CodesLookedFor } from '@turnaway/db/alerting/replay/list-busy-hours';

/** What tells at which hours there is anything for a rule to find, so that the others need no look. */
export type BusyHours =
  | { by: 'codes'; of: CodesLookedFor; least: number }
  | { by: 'people'; codes: readonly string[]; least: number }
  | { by: 'feeds'; of: { silentMinutes: number; lateMinutes: number } | 'rejects' }
  /** A look at every hour, since nothing tells beforehand. */
  | { by: 'all' };

/** How the looks of a rule are led over days that are past. */
export interface ReplayPlan {
  watch: AlertWatch;
  windowMinutes: number;
  stepMinutes: number;
  busy: BusyHours;
  /** It is about people getting in, who are only known for as long as successes are kept. */
  needsSuccesses: boolean;
  /** It tells strangers by who got in before. */
  knowsPeople: boolean;
}

const hour = 60;

/** How a rule of any kind is replayed by looking again: what older looks need is kept by the hour, or one by one. */
export function planReplay(rule: AlertRuleInput): ReplayPlan {
  switch (rule.kind) {
    case 'threshold':
      return hourly(rule, { by: 'codes', of: { outcome: 'failure' }, least: 1 });
    case 'baseline':
      return hourly(rule, { by: 'all' });
    case 'new-error':
      return hourly(rule, { by: 'codes', of: { firstSeenKnown: true }, least: 1 });
    case 'unknown-code':
      return hourly(rule, { by: 'codes', of: { firstSeenKnown: false }, least: 1 });
    case 'group-change':
      return hourly(rule, { by: 'codes', of: { decided: true }, least: 1 });
    case 'provider-trouble':
      return hourly(rule, {
        by: 'codes',
        of: { cause: 'service-fault' },
        least: rule.params.minimumFailures,
      });
    case 'app-credential':
      return hourly(rule, { by: 'codes', of: { cause: 'client-credential' }, least: 1 });
    case 'feed-silent': {
      const { silentMinutes, warnLateMinutes } = rule.params;
      const of = { silentMinutes, lateMinutes: warnLateMinutes };
      return { ...asItIs(rule, silentMinutes, { by: 'feeds', of }), stepMinutes: hour };
    }
    case 'rejects':
      return asItIs(rule, rule.params.windowMinutes, { by: 'feeds', of: 'rejects' });
    default:
      return planAttack(rule);
  }
}

type AttackWatch = Exclude<
  AlertWatch,
  {
    kind:
      | 'threshold'
      | 'baseline'
      | 'new-error'
      | 'unknown-code'
      | 'group-change'
      | 'provider-trouble'
      | 'app-credential'
      | 'feed-silent'
      | 'rejects';
  }
>;

function planAttack(watch: AttackWatch): ReplayPlan {
  const {
    wrongCredential,
    noSuchAccount,
    lockedOut,
    blockedAddress,
    mfaDenied,
    mfaNotAnswered,
    tokenReused,
  } = codesByRole;
  const firstFactor = [...wrongCredential, ...noSuchAccount, ...lockedOut, ...blockedAddress];
  const { windowMinutes } = watch.params;
  const ofCodes = (codes: readonly string[], least: number): BusyHours => ({
    by: 'codes',
    of: { codes },
    least,
  });
  // A window lies over two hours at the most for each hour that it is long: one of them has its share.
  const ofOne = (codes: readonly string[], least: number): BusyHours => ({
    by: 'people',
    codes,
    least: Math.ceil(least / (Math.ceil(windowMinutes / hour) + 1)),
  });
  switch (watch.kind) {
    case 'password-spray': {
      const { warnAccounts, slowWarnAccounts, slowWindowMinutes } = watch.params;
      // A slow one leaves its share of accounts in at least one of the hours of its window.
      const slowHours = Math.max(1, Math.ceil(slowWindowMinutes / hour));
      const slowLeast =
        slowWindowMinutes === 0 ? warnAccounts : Math.max(1, Math.floor(slowWarnAccounts / slowHours));
      const least = Math.min(warnAccounts, slowLeast);
      return { ...asItIs(watch, windowMinutes, ofCodes(firstFactor, least)), knowsPeople: true };
    }
    case 'credential-stuffing':
      return {
        ...asItIs(watch, windowMinutes, ofCodes(firstFactor, watch.params.warnAccounts)),
        knowsPeople: true,
      };
    case 'lockout-storm':
      return asItIs(watch, windowMinutes, ofCodes(lockedOut, watch.params.warnAccounts));
    case 'token-replay':
      return {
        ...asItIs(watch, windowMinutes, ofCodes(tokenReused, watch.params.strangeReuses)),
        knowsPeople: true,
      };
    case 'brute-force':
      return {
        ...asItIs(watch, windowMinutes, ofOne(firstFactor, watch.params.warnFailures)),
        knowsPeople: true,
      };
    case 'mfa-fatigue': {
      const { warnPrompts, approvedAfter } = watch.params;
      const codes = [...mfaDenied, ...mfaNotAnswered];
      return asItIs(watch, windowMinutes, ofOne(codes, Math.min(warnPrompts, approvedAfter)));
    }
    case 'success-after-failures': {
      const busy = ofOne(wrongCredential, watch.params.warnFailures);
      return { ...asItIs(watch, windowMinutes, busy), needsSuccesses: true, knowsPeople: false };
    }
    case 'impossible-travel':
      return {
        ...asItIs(watch, hour, { by: 'all' }),
        windowMinutes,
        stepMinutes: hour,
        needsSuccesses: true,
        knowsPeople: false,
      };
  }
}

/** With its own window, looked at so often that what fills half a window is not missed. */
function asItIs(watch: AlertWatch, windowMinutes: number, busy: BusyHours): ReplayPlan {
  const stepMinutes = Math.min(hour, Math.max(15, Math.floor(windowMinutes / 2 / 15) * 15));
  return { watch, windowMinutes, stepMinutes, busy, needsSuccesses: false, knowsPeople: false };
}

/** In whole hours: older counts are kept by the hour. */
function hourly<Watch extends Extract<AlertWatch, { params: { windowMinutes: number } }>>(
  watch: Watch,
  busy: BusyHours,
): ReplayPlan {
  const windowMinutes = Math.ceil(watch.params.windowMinutes / hour) * hour;
  const widened = { ...watch, params: { ...watch.params, windowMinutes } };
  return {
    watch: widened,
    windowMinutes,
    stepMinutes: hour,
    busy,
    needsSuccesses: false,
    knowsPeople: false,
  };
}
