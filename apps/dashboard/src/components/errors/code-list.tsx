import { ListNote } from '@/components/downloads';
import { EmptyPeriod } from '@/components/empty-period';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Pager } from '@/components/page';
import page from '@/components/page.module.css';
import { getErrors } from '@/lib/api';
import { formatCount } from '@/lib/format';
import { keepsUp, readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { readView } from '@/lib/read-view';
import { getNow } from '@/lib/request';
import { hrefTo, one, oneOf, type SearchParams } from '@/lib/view';
import { errorSorts } from '@/lib/view-choices';
import { ErrorTable } from './error-table';
import { ErrorsBy } from './errors-by';

/** Every error code of a period, each with what it means. */
export async function CodeList({ params }: { params: SearchParams }) {
  const view = readView(params, getNow());
  const sort = oneOf(params.sort, errorSorts);
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const errors = await readRows(rows, cursor, (at) => getErrors(view, { sort, ...at }));
  const kept = { by: 'code', sort: sort === 'events' ? null : sort, ...rowParameter(rows) };
  const head = (name: (typeof errorSorts)[number], label: string) => (
    <Link
      href={hrefTo('/errors', view, { ...kept, sort: name === 'events' ? null : name })}
      aria-current={name === sort ? 'true' : undefined}
      title={`Sort by ${label.toLowerCase()}`}
    >
      {label}
      {name === sort && <span aria-hidden="true"> ↓</span>}
    </Link>
  );
  return (
    <>
      <ViewBar title="Errors" view={view} path="/errors" extra={kept} keepsUp={keepsUp(rows)} />
      <ErrorsBy view={view} current="code" tabs />
      {errors.items.length === 0 ? (
        <EmptyPeriod title="No error in this period" path="/errors" view={view} extra={kept}>
          <p>Look at a longer time, or take a filter away.</p>
        </EmptyPeriod>
      ) : (
        <>
          <ListNote table="errors" query={hrefTo('', view, kept)} what="All errors">
            {formatCount(errors.total, 'error code')}. Sorted by {sortWords[sort]}.{' '}
            {sort !== 'newest' && (
              <Link className={page.more} href={hrefTo('/errors', view, { ...kept, sort: 'newest' })}>
                Show the newest first
              </Link>
            )}
          </ListNote>
          <ErrorTable
            rows={errors.items}
            view={view}
            heads={{
              events: head('events', 'Events'),
              people: head('people', 'People'),
              change: head('change', 'Change'),
            }}
          />
        </>
      )}
      <Pager
        shown={errors.items.length}
        total={errors.total}
        rows={{ current: rows, hrefOf: (parameter) => hrefTo('/errors', view, { ...kept, ...parameter }) }}
        firstHref={cursor === undefined ? null : hrefTo('/errors', view, kept)}
        nextHref={
          errors.nextCursor === null ? null : hrefTo('/errors', view, { ...kept, cursor: errors.nextCursor })
        }
      />
    </>
  );
}

const sortWords = {
  events: 'the number of events',
  people: 'the number of people',
  change: 'the change against the time before',
  newest: 'when they were first seen',
};
