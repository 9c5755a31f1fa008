import type { AlertChangeEntry } from '@turnaway/contracts/alerts';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { formatDateTime } from '@/lib/format';
import { getNow } from '@/lib/request';

const words: Readonly<Record<AlertChangeEntry['what'], string>> = {
  pending: 'Found',
  warn: 'Warning',
  firing: 'Fires',
  escalated: 'Got worse',
  told: 'Told',
  'told-over': 'Told that it is over',
  acknowledged: 'In hand',
  muted: 'Muted until worse',
  unmuted: 'No longer muted',
  silenced: 'Silenced',
  unsilenced: 'No longer silenced',
  inhibited: 'Told by another alert',
  uninhibited: 'Speaks for itself again',
  resolved: 'Over',
};

/** The life of an alert, in its order. */
export function AlertTimeline({ changes, timeZone }: { changes: AlertChangeEntry[]; timeZone: string }) {
  const now = getNow();
  if (changes.length === 0) return <p className={page.note}>Nothing is written down of it.</p>;
  return (
    <table aria-label="What happened" className={table.table}>
      <thead>
        <tr>
          <th>At</th>
          <th>What</th>
          <th>By</th>
          <th className={table.hide}>Why</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ at, what, by, note }) => (
          <tr key={`${at} ${what}`}>
            <td className={table.nowrap}>{formatDateTime(at, timeZone, now)}</td>
            <td>{words[what]}</td>
            <td>{by ?? ''}</td>
            <td className={table.hide}>{note ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
