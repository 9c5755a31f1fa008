import type { CodeOverride } from '@turnaway/contracts/code-override';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { Badge } from '@/components/page';
import page from '@/components/page.module.css';
import { formatDay } from '@/lib/format';
import { getTimeZone } from '@/lib/request';
import { DecideButton } from './decide-button';
import { decidedWords } from './decided-words';
import { DropOverride } from './drop-override';
import type { HeldFacts } from './override-form';
import styles from './overrides.module.css';

/** What this workspace decided about a code: what, why, who and when, with the ways to change and to drop it. */
export async function DecidedHere({ override, held }: { override: CodeOverride; held: HeldFacts }) {
  const timeZone = await getTimeZone();
  return (
    <section className={styles.decided} aria-label={`Decided here: ${formatErrorCode(override)}`}>
      <p>
        <Badge tone="accent">decided here</Badge>{' '}
        {decidedWords(override).map(([name, value]) => (
          <span key={name} className={styles.word}>
            {name}: <b>{value}</b>
          </span>
        ))}
      </p>
      <blockquote>{override.note}</blockquote>
      <p className={page.note}>
        {override.author}, {formatDay(override.updatedAt, timeZone)}
      </p>
      <div className={styles.actions}>
        <DecideButton look="plain" label="Change" errorCode={override} held={held} override={override} />
        <DropOverride errorCode={override} />
      </div>
    </section>
  );
}
