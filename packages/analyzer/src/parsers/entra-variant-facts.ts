import type { VariantFacts } from '@turnaway/catalog';
import { isObject, type JsonObject, joined, lengths, listIn, text } from '../read-fields.js';

/** What Entra says about why, over all the places where it says it. */
export function entraVariantFacts(
  properties: JsonObject,
  status: JsonObject,
  head: JsonObject,
  interactive: boolean | null,
): VariantFacts {
  const steps = listIn(properties.authenticationDetails).map((step) =>
    isObject(step)
      ? joined(' ', text(step.authenticationMethod, 200), text(step.authenticationStepResultDetail, 400))
      : null,
  );
  const said = joined(
    '\n',
    text(status.failureReason, lengths.reason),
    text(status.additionalDetails, lengths.reason),
    text(head.resultDescription ?? head.resultdescription, lengths.reason),
    ...steps,
  );
  return { text: (said ?? '').slice(0, lengths.evidence), interactive, signals: signalsIn(properties) };
}

const noSignals: readonly string[] = [];
const riskSignal: readonly string[] = ['risk'];

function signalsIn(properties: JsonObject): readonly string[] {
  return listIn(properties.appliedConditionalAccessPolicies).some(isRefusalForRisk) ? riskSignal : noSignals;
}

/** Bits of Microsoft Graph's conditionalAccessConditions: signInRisk and userRisk. */
const riskConditions = 32 | 64;
const riskWord = /\brisk|risk\b|signInRisk|userRisk/i;

/** Did this policy refuse, and is risk among its conditions? Its name is asked where the log leaves conditions out. */
function isRefusalForRisk(policy: unknown): boolean {
  if (!isObject(policy) || policy.result !== 'failure') return false;
  const { conditionsSatisfied, displayName } = policy;
  if (typeof conditionsSatisfied === 'number' && (conditionsSatisfied & riskConditions) !== 0) return true;
  return [conditionsSatisfied, displayName].some(
    (value) => typeof value === 'string' && riskWord.test(value),
  );
}
