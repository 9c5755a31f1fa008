import type { CodeOverride, CodeOverrideInput } from '@turnaway/contracts/code-override';
import type { Actor, Audience, Cause, Outcome, Source } from '@turnaway/contracts/taxonomy';
import { audienceLabels } from '@turnaway/contracts/words';

/** What the form of a decision holds: words as chosen, `''` for what stays as the catalog has it, steps as lines. */
export interface OverrideDraft {
  outcome: Outcome | '';
  cause: Cause | '';
  source: Source | '';
  actor: Actor | '';
  hints: Record<Audience, string>;
  note: string;
}

export const audiences = Object.keys(audienceLabels) as Audience[];

/** The form as it opens: over the decision that is in force, or empty. */
export function draftOf(override: CodeOverride | null): OverrideDraft {
  const lines = (audience: Audience) => (override?.hints?.[audience] ?? []).join('\n');
  return {
    outcome: override?.outcome ?? '',
    cause: override?.cause ?? '',
    source: override?.source ?? '',
    actor: override?.actor ?? '',
    hints: {
      'end-user': lines('end-user'),
      'help-desk': lines('help-desk'),
      'tenant-admin': lines('tenant-admin'),
      'app-developer': lines('app-developer'),
    },
    note: override?.note ?? '',
  };
}

/** The decision that a form makes. A cause goes where nothing failed, as outcome and cause would not go together. */
export function toOverrideInput(draft: OverrideDraft): CodeOverrideInput {
  const hints = Object.fromEntries(
    audiences
      .map((audience) => [audience, stepsOf(draft.hints[audience])] as const)
      .filter(([, steps]) => steps.length > 0),
  );
  return {
    ...(draft.outcome !== '' && { outcome: draft.outcome }),
    ...(draft.cause !== '' && hasCause(draft.outcome) && { cause: draft.cause }),
    ...(draft.source !== '' && { source: draft.source }),
    ...(draft.actor !== '' && { actor: draft.actor }),
    ...(Object.keys(hints).length > 0 && { hints }),
    note: draft.note.trim(),
  };
}

/** Whether an outcome goes with a cause; one that is not decided may. */
export function hasCause(outcome: Outcome | ''): boolean {
  return outcome !== 'success' && outcome !== 'other';
}

function stepsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '').trim())
    .filter((line) => line !== '');
}
