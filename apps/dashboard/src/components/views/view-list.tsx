import type { SavedQuery } from '@turnaway/contracts/saved-views';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import buttons from '@/components/button.module.css';
import { ListNote } from '@/components/downloads';
import { Link } from '@/components/link';
import { Badge, Empty, PageHeader, Pager } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getSavedViews } from '@/lib/api';
import { filterLabels, filterValueLabel } from '@/lib/filter-words';
import { formatCount, formatDay } from '@/lib/format';
import { getTimeZone } from '@/lib/request';
import { type FilterName, one, relativeRanges, type SearchParams } from '@/lib/view';
import { RenameView } from './rename-view';

const names = Object.keys(filterLabels) as FilterName[];

/** The views that the reader sees: shared ones, and their own. */
export async function ViewList({ params }: { params: SearchParams }) {
  const cursor = one(params.cursor);
  const [views, timeZone] = await Promise.all([getSavedViews({ cursor, limit: '50' }), getTimeZone()]);
  return (
    <>
      <PageHeader title="Views" />
      {views.items.length === 0 ? (
        <Empty title="No view is saved yet">
          <p>
            A view is a page with its filters and time under a name. Filter any page, then press Save view;
            its link opens the same for everybody you share it with.
          </p>
          <Link className={buttons.button} href="/errors">
            Open the errors
          </Link>
        </Empty>
      ) : (
        <>
          <ListNote table="views" what="All views">
            {formatCount(views.total, 'view')} that you see.
          </ListNote>
          <table aria-label="Views" className={table.table}>
            <thead>
              <tr>
                <th>View</th>
                <th className={table.hide}>Shows</th>
                <th className={table.wide}>By</th>
                <th className={table.hide}>Changed</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {views.items.map((view) => (
                <tr key={view.id}>
                  <td className={table.name}>
                    <Link href={`/views/${view.id}`}>
                      <b>
                        <Breakable text={view.name} />
                      </b>
                    </Link>{' '}
                    {!view.shared && <Badge>only you</Badge>}
                  </td>
                  <td className={`${table.hide} ${table.name} ${table.quiet}`}>
                    <Breakable text={shownWords(view.query)} />
                  </td>
                  <td className={`${table.wide} ${table.name} ${table.quiet}`}>
                    <Breakable text={view.author} />
                  </td>
                  <td className={`${table.hide} ${table.quiet}`}>{formatDay(view.updatedAt, timeZone)}</td>
                  <td>
                    <div className={table.actions}>
                      <RenameView id={view.id} name={view.name} isYours={view.isYours} />
                      <ActionButton
                        label="Delete"
                        needs={view.isYours ? 'triage' : 'settings'}
                        method="DELETE"
                        path={`/api/views/${view.id}`}
                        confirm={`The link of “${view.name}” opens nothing any more.`}
                        done="The view is deleted."
                      />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Pager
        shown={views.items.length}
        total={views.total}
        firstHref={cursor === undefined ? null : '/views'}
        nextHref={views.nextCursor === null ? null : `/views?cursor=${encodeURIComponent(views.nextCursor)}`}
      />
    </>
  );
}

/** A view's filters and time as words: "cause is MFA · Last 7 days". */
function shownWords({ filter, range, from }: SavedQuery): string {
  const filters = names.flatMap((name) => {
    const values = filter[name] ?? [];
    if (values.length === 0) return [];
    return [`${filterLabels[name]} is ${values.map((value) => filterValueLabel(name, value)).join(' or ')}`];
  });
  const time =
    range === undefined && from !== undefined ? 'a fixed time' : relativeRanges[range ?? '24h'].label;
  return [...filters, time].join(' · ');
}
