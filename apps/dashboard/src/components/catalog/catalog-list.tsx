import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, systemLabel } from '@turnaway/contracts/words';
import { CauseName } from '@/components/cause';
import { Link } from '@/components/link';
import { Empty, PageHeader, Pager, Words } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getCatalog } from '@/lib/api';
import { catalogHref } from '@/lib/code-links';
import { formatCount } from '@/lib/format';
import { one, type SearchParams } from '@/lib/view';

const systems = ['entra', 'okta', 'auth0', 'oauth'];

/** The error codes that are known, whether they occur here or not. */
export async function CatalogList({ params }: { params: SearchParams }) {
  const system = one(params.system);
  const cursor = one(params.cursor);
  const entries = await getCatalog({ system, cursor, limit: '100' });
  const here = system === undefined ? '/catalog' : `/catalog?system=${encodeURIComponent(system)}`;
  const separator = system === undefined ? '?' : '&';
  return (
    <>
      <PageHeader title="Catalog">
        <Link className={page.button} href="/explain">
          Explain a text
        </Link>
      </PageHeader>
      <Words
        label="System"
        tabs
        words={[
          { label: 'All', href: '/catalog', current: system === undefined },
          ...systems.map((name) => ({
            label: systemLabel(name),
            href: `/catalog?system=${name}`,
            current: name === system,
          })),
        ]}
      />
      {entries.items.length === 0 ? (
        <Empty title="No entry">
          <p>
            The catalog has no entry for this. <Link href="/catalog">See all entries</Link>.
          </p>
        </Empty>
      ) : (
        <>
          <p className={page.note}>{formatCount(entries.total, 'entry', 'entries')}.</p>
          <table className={table.table}>
            <thead>
              <tr>
                <th>What it means</th>
                <th>Code</th>
                <th className={table.hide}>Cause</th>
                <th className={table.hide}>Whose move</th>
              </tr>
            </thead>
            <tbody>
              {entries.items.map((entry) => (
                <tr key={formatErrorCode(entry)}>
                  <td>
                    <Link href={catalogHref(entry)}>
                      <b>{entry.title}</b>
                    </Link>
                  </td>
                  <td>
                    <code>{formatErrorCode(entry)}</code>
                  </td>
                  <td className={table.hide}>
                    <CauseName cause={entry.cause} />
                  </td>
                  <td className={`${table.hide} ${table.quiet}`}>{actorLabels[entry.actor]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Pager
        shown={entries.items.length}
        total={entries.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          entries.nextCursor === null
            ? null
            : `${here}${separator}cursor=${encodeURIComponent(entries.nextCursor)}`
        }
      />
    </>
  );
}
