import type { CodeOverride } from '@turnaway/contracts/code-override';
import {
  actorLabels,
  audienceLabels,
  causeLabels,
  outcomeLabels,
  sourceLabels,
} from '@turnaway/contracts/words';
import { audiences } from './override-draft';

/** What was decided, each as its name and the word chosen: `["Cause", "Consent"]`. */
export function decidedWords(override: CodeOverride): [name: string, value: string][] {
  const { outcome, cause, source, actor, hints } = override;
  const stepsFor = audiences.filter((audience) => hints?.[audience] !== undefined);
  const words: [string, string | undefined][] = [
    ['Outcome', outcome && outcomeLabels[outcome]],
    ['Cause', cause && causeLabels[cause]],
    ['Issued by', source && sourceLabels[source]],
    ['Whose move', actor && actorLabels[actor]],
    [
      'Own steps for',
      stepsFor.length === 0 ? undefined : stepsFor.map((audience) => audienceLabels[audience]).join(', '),
    ],
  ];
  return words.filter((word): word is [string, string] => word[1] !== undefined);
}
