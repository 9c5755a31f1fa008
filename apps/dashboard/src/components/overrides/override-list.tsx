import { formatErrorCode } from '@turnaway/contracts/error-code';
import { Breakable } from '@/components/breakable';
import buttons from '@/components/button.module.css';
import { Code } from '@/components/code/code';
import { ListNote } from '@/components/downloads';
import { Link } from '@/components/link';
import { Empty, PageHeader, Pager } from '@/components/page';
import page from '@/components/page.module.css';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import table from '@/components/table.module.css';
import { getOverrides } from '@/lib/api';
import { seenHref } from '@/lib/catalog-links';
import { formatCount, formatDay } from '@/lib/format';
import { getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { decidedWords } from './decided-words';
import { DropOverride } from './drop-override';
import styles from './overrides.module.css';

const here = '/settings/overrides';

/** Every code that this workspace sees differently from the catalog. */
export async function OverrideList({ params }: { params: SearchParams }) {
  const cursor = one(params.cursor);
  const [overrides, timeZone] = await Promise.all([getOverrides({ cursor, limit: '50' }), getTimeZone()]);
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current={here} />
      {overrides.items.length === 0 ? (
        <Empty title="Nothing was decided here">
          <p>
            The catalog says what a code means. Where it is different in your organization, decide it on the
            code’s page: its outcome, cause, source, whose move it is, and the steps.
          </p>
          <Link className={buttons.button} href="/errors">
            Open the errors
          </Link>
        </Empty>
      ) : (
        <>
          <ListNote table="overrides" what="All decisions">
            {formatCount(overrides.total, 'code')} that this workspace sees differently from the catalog.
          </ListNote>
          <table aria-label="Decisions of this workspace" className={table.table}>
            <thead>
              <tr>
                <th>Code</th>
                <th>Decided</th>
                <th className={table.hide}>Why</th>
                <th className={table.hide}>By</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {overrides.items.map((override) => (
                <tr key={formatErrorCode(override)}>
                  <td>
                    <Link href={seenHref(override)}>
                      <b>{override.title}</b>
                    </Link>{' '}
                    <Code of={override} />
                  </td>
                  <td>
                    {decidedWords(override).map(([name, value]) => (
                      <span key={name} className={styles.line}>
                        {name}: <b>{value}</b>
                      </span>
                    ))}
                  </td>
                  <td className={`${table.hide} ${table.name} ${table.quiet}`}>
                    <Breakable text={override.note} />
                  </td>
                  <td className={`${table.hide} ${table.name} ${table.quiet}`}>
                    <Breakable text={override.author} />, {formatDay(override.updatedAt, timeZone)}
                  </td>
                  <td className={table.number}>
                    <DropOverride errorCode={override} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Pager
        shown={overrides.items.length}
        total={overrides.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          overrides.nextCursor === null ? null : `${here}?cursor=${encodeURIComponent(overrides.nextCursor)}`
        }
      />
    </>
  );
}
