import type { WorkspaceEntry } from '@turnaway/contracts/code-override';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, sourceLabels } from '@turnaway/contracts/words';
import { CauseName } from '@/components/cause';
import { Code } from '@/components/code/code';
import { EntryMarks } from '@/components/code/marks';
import { Link } from '@/components/link';
import table from '@/components/table.module.css';
import { catalogHref } from '@/lib/catalog-links';
import { confidenceLabels } from '@/lib/confidence-words';
import styles from './catalog.module.css';

/** Entries of the catalog, one a row: what it means first, its code second. */
export function EntryTable({ entries }: { entries: WorkspaceEntry[] }) {
  return (
    <table aria-label="Catalog entries" className={`${table.table} ${styles.entries}`}>
      <thead>
        <tr>
          <th>What it means</th>
          <th>Code</th>
          <th className={table.hide}>Cause</th>
          <th className={table.wide}>Issued by</th>
          <th className={table.hide}>Whose move</th>
          <th className={styles.knownFrom}>Known from</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={formatErrorCode(entry)}>
            <td>
              <Link href={catalogHref(entry)}>
                <b>{entry.title}</b>
              </Link>{' '}
              <EntryMarks entry={entry} />
            </td>
            <td>
              <Code of={entry} />
            </td>
            <td className={table.hide}>
              <CauseName cause={entry.cause} />
            </td>
            <td className={`${table.wide} ${table.quiet} ${table.nowrap}`}>{sourceLabels[entry.source]}</td>
            <td className={`${table.hide} ${table.quiet}`}>{actorLabels[entry.actor]}</td>
            <td className={`${styles.knownFrom} ${table.quiet}`}>{confidenceLabels[entry.confidence]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
