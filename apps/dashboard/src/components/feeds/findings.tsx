import type { IngestRequest } from '@turnaway/contracts/ingest-requests';
import { type Finding, gatherFindings } from '@turnaway/contracts/wire-findings';
import { Badge, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { formatAgo, formatCount } from '@/lib/format';
import styles from './feeds.module.css';

/** What is odd about the requests shown: first what the sender's owner has to do, then what was put right here. */
export function Findings({ requests, now }: { requests: IngestRequest[]; now: Date }) {
  const toMend = gatherFindings(requests, 'to-mend');
  const mended = gatherFindings(requests, 'mended');
  if (requests.length === 0) return null;
  return (
    <Section title="Wire doctor">
      {toMend.length + mended.length === 0 ? (
        <p className={page.note}>Nothing is odd about the last {formatCount(requests.length, 'request')}.</p>
      ) : (
        <ul className={styles.findings}>
          {toMend.map((finding) => (
            <FindingItem key={finding.note.code} finding={finding} now={now} />
          ))}
          {mended.map((finding) => (
            <FindingItem key={finding.note.code} finding={finding} now={now} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function FindingItem({ finding: { note, requests, lastAt }, now }: { finding: Finding; now: Date }) {
  return (
    <li>
      {note.kind === 'to-mend' ? (
        <Badge tone="warn">mend at the sender</Badge>
      ) : (
        <Badge tone="good">mended here</Badge>
      )}
      <p>{note.text}</p>
      <p className={page.note}>
        <code>{note.code}</code> · {formatCount(requests, 'request')} of those below · last{' '}
        {formatAgo(lastAt, now)}
      </p>
    </li>
  );
}
