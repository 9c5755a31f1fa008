import { alertKindLabels, alertKindLifecycles } from '@turnaway/contracts/alert-kind-labels';
import { alertKinds, alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { defaultGrouping } from '@turnaway/contracts/alerts';
import type { RuleKind } from './rule-draft';

/** All kinds with their usual values, for the form. Made on the server: a browser need not load the schemas for it. */
export function listRuleKinds(): RuleKind[] {
  return alertKinds.map((kind) => ({
    kind,
    ...alertKindLabels[kind],
    params: kind === 'threshold' ? {} : alertParamsSchemas[kind].parse({}),
    ...alertKindLifecycles[kind],
    grouping: defaultGrouping(kind),
  }));
}
