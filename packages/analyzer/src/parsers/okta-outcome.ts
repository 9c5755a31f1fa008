import { lookup } from '@turnaway/catalog';
import type { Outcome } from '@turnaway/contracts/taxonomy';
import { type JsonObject, lengths, text } from '../read-fields.js';
import type { OktaEventKind } from './okta-event-types.js';

/** The code that an Okta event stands for, and what the event says it means. */
export interface OktaOutcome {
  code: string;
  observed: Outcome;
  reason: string | null;
}

const passed: ReadonlySet<string> = new Set(['SUCCESS', 'ALLOW', 'SKIPPED', 'SCHEDULED']);
const paused: ReadonlySet<string> = new Set(['CHALLENGE', 'DEFERRED']);
/** Results that say no more than the failure itself. */
const bare: ReadonlySet<string> = new Set(['FAILURE', 'UNKNOWN']);

/**
 * Reads `outcome`. `null` for a refusal event that refused nothing, such as a threat that was only noted: it is a
 * finding and no sign-in.
 */
export function oktaOutcome(eventType: string, kind: OktaEventKind, outcome: JsonObject): OktaOutcome | null {
  const result = text(outcome.result, lengths.code)?.toUpperCase() ?? '';
  const reason = text(outcome.reason, lengths.reason);
  if (kind === 'attempt' && passed.has(result)) return { code: 'SUCCESS', observed: 'success', reason };
  if (kind === 'detection' && passed.has(result)) return null;
  const observed: Outcome = paused.has(result) ? 'interrupt' : 'failure';
  return { code: codeIn(reason) ?? codeWithoutReason(eventType, kind, result), observed, reason };
}

/** `INVALID_CREDENTIALS`, `invalid_client`, `E0000004`. */
const codeLike = /^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[a-z0-9]+(?:_[a-z0-9]+)+)$/;
/** Okta's own sentence; the last word is the policy's answer. */
const policySentence = /^Sign-on policy evaluation resulted in [A-Z_]+$/;

/** A reason is a code if it looks like one or the catalog has it; other sentences may hold anybody's data. */
function codeIn(reason: string | null): string | null {
  if (reason === null || reason.length > lengths.code) return null;
  if (codeLike.test(reason) || policySentence.test(reason)) return reason;
  return lookup({ system: 'okta', code: reason, variant: null }) === null ? null : reason;
}

/** The event type where it says more than the result, as `user.mfa.okta_verify.deny_push` does. */
function codeWithoutReason(eventType: string, kind: OktaEventKind, result: string): string {
  if (kind !== 'attempt' || result === '') return eventType;
  const saysMore = bare.has(result) && lookup({ system: 'okta', code: eventType, variant: null }) !== null;
  return saysMore ? eventType : result;
}
