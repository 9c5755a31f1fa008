import type { WorkspaceEntry } from '@turnaway/contracts/code-override';
import { Badge } from '@/components/page';

/** What has to be known of an entry wherever it is shown: that no source confirms it, that it was decided here. */
export function EntryMarks({
  entry,
}: {
  entry: Pick<WorkspaceEntry, 'confidence' | 'source'> & Partial<Pick<WorkspaceEntry, 'override'>>;
}) {
  return (
    <>
      {entry.confidence === 'recalled' && (
        <span title="No source was found for this meaning. Check it before you act on it.">
          <Badge tone="warn">unconfirmed</Badge>
        </span>
      )}
      {entry.source === 'outside' && <Badge>not a sign-in</Badge>}
      {entry.override !== undefined && entry.override !== null && (
        <span title={`${entry.override.note} (${entry.override.author})`}>
          <Badge tone="accent">decided here</Badge>
        </span>
      )}
    </>
  );
}
