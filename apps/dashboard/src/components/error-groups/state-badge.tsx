import type { ErrorGroupState } from '@turnaway/contracts/error-groups';
import { Badge } from '@/components/page';
import { stateHints, stateLabels } from '@/lib/group-words';

const tones = { new: 'accent', escalating: 'bad', regressed: 'bad', resolved: 'good' } as const;

/** Where an error group stands, in a word. */
export function StateBadge({ state }: { state: ErrorGroupState }) {
  const tone = state === 'ongoing' || state === 'ignored' ? {} : { tone: tones[state] };
  return (
    <span title={stateHints[state]}>
      <Badge {...tone}>{stateLabels[state]}</Badge>
    </span>
  );
}
