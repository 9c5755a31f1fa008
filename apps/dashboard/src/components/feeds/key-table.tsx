import type { IngestKey } from '@turnaway/contracts/feeds';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { formatAgo } from '@/lib/format';

/** The keys of a feed: their starts, never the whole. */
export function KeyTable({ keys, now }: { keys: IngestKey[]; now: Date }) {
  if (keys.length === 0) {
    return <p className={page.note}>No key: no sender can send to this feed. Make one.</p>;
  }
  return (
    <table aria-label="Ingest keys" className={table.table}>
      <thead>
        <tr>
          <th>Key</th>
          <th>Begins with</th>
          <th className={table.hide}>Made</th>
          <th>Last used</th>
          <th>
            <span className={page.hidden}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td className={table.name}>
              <Breakable text={key.name} />
            </td>
            <td className={table.nowrap}>
              <code>{key.preview}…</code>
            </td>
            <td className={table.hide}>{formatAgo(key.createdAt, now)}</td>
            <td className={table.nowrap}>
              {key.lastUsedAt === null ? 'never' : formatAgo(key.lastUsedAt, now)}
            </td>
            <td className={table.number}>
              <ActionButton
                label="Revoke"
                method="DELETE"
                path={`/api/ingest-keys/${encodeURIComponent(key.id)}`}
                done="The key is revoked."
                confirm={`Whoever sends with “${key.name}” (${key.preview}…) is refused from now on. This cannot be taken back.`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
