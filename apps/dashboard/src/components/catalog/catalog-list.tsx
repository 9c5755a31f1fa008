import { systemLabel } from '@turnaway/contracts/words';
import Form from 'next/form';
import buttons from '@/components/button.module.css';
import { ListNote } from '@/components/downloads';
import forms from '@/components/form.module.css';
import { Link } from '@/components/link';
import { LinkMenu } from '@/components/link-menu';
import { Empty, PageHeader, Pager } from '@/components/page';
import page from '@/components/page.module.css';
import { getCatalog, getCatalogSystems } from '@/lib/api';
import { formatCount } from '@/lib/format';
import { one, type SearchParams } from '@/lib/view';
import styles from './catalog.module.css';
import { type CatalogView, catalogListHref, readCatalogView, wordFilters } from './catalog-filters';
import { EntryTable } from './entry-table';
import { SystemList } from './system-list';

/** The error codes that are known, whether they occur here or not. */
export async function CatalogList({ params }: { params: SearchParams }) {
  const view = readCatalogView(params);
  const cursor = one(params.cursor);
  const { system, ...withoutSystem } = view;
  const [entries, systems] = await Promise.all([
    getCatalog({ ...view, cursor, limit: '100' }),
    getCatalogSystems(withoutSystem),
  ]);
  return (
    <>
      <PageHeader title="Catalog">
        <Link className={buttons.button} href="/explain">
          Explain a text
        </Link>
      </PageHeader>
      <div className={styles.browse}>
        <SystemList systems={systems.items} view={view} />
        <div>
          <Search view={view} />
          <Filters view={view} />
          <ListNote
            table="catalog"
            query={catalogListHref(view).replace('/catalog', '')}
            what="All these entries"
          >
            {formatCount(entries.total, 'entry', 'entries')}
            {system !== undefined && ` of ${systemLabel(system)}`}
            {view.reason !== undefined && (
              <>
                {' '}
                that mean “{view.reason}” (
                <Link href={catalogListHref(view, { reason: undefined })}>any meaning</Link>)
              </>
            )}
            .
          </ListNote>
          {entries.items.length === 0 ? <NothingFound view={view} /> : <EntryTable entries={entries.items} />}
          <Pager
            shown={entries.items.length}
            total={entries.total}
            firstHref={cursor === undefined ? null : catalogListHref(view)}
            nextHref={
              entries.nextCursor === null ? null : catalogListHref(view, { cursor: entries.nextCursor })
            }
          />
        </div>
      </div>
    </>
  );
}

function Search({ view }: { view: CatalogView }) {
  const { q, ...kept } = view;
  return (
    // A new form for each address: what stands in the box is what was asked for.
    <Form key={q} action="/catalog" prefetch={false} className={forms.search} role="search">
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className={page.hidden} htmlFor="q">
        Find a code, a name, a title or a word
      </label>
      <input
        id="q"
        name="q"
        type="search"
        maxLength={200}
        defaultValue={q}
        placeholder="Find a code, a name or words"
      />
      <button type="submit" className={buttons.button}>
        Find
      </button>
    </Form>
  );
}

function Filters({ view }: { view: CatalogView }) {
  const set = [...wordFilters.map(({ name }) => name), 'q' as const, 'system' as const, 'reason' as const];
  return (
    <div className={styles.filters}>
      {wordFilters.map(({ name, label, words }) => {
        const chosen = view[name];
        const labels: Readonly<Record<string, string>> = words;
        return (
          <LinkMenu
            key={name}
            position="bottom-start"
            label={`${label}: ${chosen === undefined ? 'any' : labels[chosen]}`}
            choices={[
              {
                label: 'any',
                href: catalogListHref(view, { [name]: undefined }),
                current: chosen === undefined,
              },
              ...Object.entries(labels).map(([word, text]) => ({
                label: text,
                href: catalogListHref(view, { [name]: word }),
                current: chosen === word,
              })),
            ]}
          />
        );
      })}
      {set.some((name) => view[name] !== undefined) && (
        <Link className={page.more} href="/catalog">
          Show all
        </Link>
      )}
    </div>
  );
}

function NothingFound({ view }: { view: CatalogView }) {
  const { q } = view;
  const isNarrowed = Object.keys(view).some((name) => name !== 'q');
  return (
    <Empty title="No entry fits">
      {q !== undefined && isNarrowed && (
        <Link className={page.more} href={catalogListHref({ q })}>
          Look for “{q}” in the whole catalog
        </Link>
      )}
      <p>
        A whole message or log line is better read by <Link href="/explain">Explain</Link>. Codes that were
        seen here and are in no catalog stand under <Link href="/unknown-codes">unknown codes</Link>.
      </p>
    </Empty>
  );
}
