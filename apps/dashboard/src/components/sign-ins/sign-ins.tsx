import { AttemptTimeline } from '@/components/attempts/attempt-story';
import buttons from '@/components/button.module.css';
import { Downloads } from '@/components/downloads';
import { ViewBar } from '@/components/filters/view-bar';
import forms from '@/components/form.module.css';
import { Pager } from '@/components/page';
import page from '@/components/page.module.css';
import { findAttempt, getSession, getSignIn, getSignIns } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { keepsUp, readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { readView } from '@/lib/read-view';
import { getNow, getSignInColumns, getTimeZone } from '@/lib/request';
import {
  readSignInColumns,
  signInColumnLabel,
  signInColumns,
  toggleSignInColumn,
  usualSignInColumns,
} from '@/lib/sign-in-columns';
import { apiQuery, hrefTo, one, type SearchParams, type View, viewQuery } from '@/lib/view';
import { FoundNote } from './found-note';
import { LiveList } from './live-list';
import { SignInColumnsMenu } from './sign-in-columns-menu';
import { SignInDetail } from './sign-in-detail';
import { SignInDrawer } from './sign-in-drawer';
import { SignInTable } from './sign-in-table';
import { SignInTabs } from './sign-in-tabs';
import styles from './sign-ins.module.css';

/** Failures and prompts, one a row, with a search and a drawer for the one that is looked at. */
export async function SignIns({ params }: { params: SearchParams }) {
  const now = getNow();
  const view = readView(params, now);
  const id = one(params.id);
  const q = one(params.q);
  const match = one(params.match);
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const [session, list, chosen, story, timeZone, keptColumns] = await Promise.all([
    getSession(),
    readRows(rows, cursor, (at) => getSignIns(view, { q, match, ...at })),
    id === undefined ? null : getSignIn(id),
    id === undefined ? null : findAttempt(id),
    getTimeZone(),
    getSignInColumns(),
  ]);
  const namedColumns = readSignInColumns(one(params.columns));
  const columns = namedColumns ?? keptColumns ?? usualSignInColumns;
  const isUsual = columns.join() === usualSignInColumns.join();
  const isLive = one(params.live) === '1';
  const search = {
    q: q ?? null,
    match: match ?? null,
    columns: namedColumns?.join() ?? null,
    live: isLive ? '1' : null,
    ...rowParameter(rows),
  };
  const own = { ...search, cursor: cursor ?? null };
  const hrefOf = (signInId: string) => hrefTo('/sign-ins', view, { ...own, id: signInId });
  const place = list.items.findIndex((row) => row.id === id);
  /** One that is not on this page of the list has no neighbors. */
  const neighbor = (step: 1 | -1) => {
    const row = place === -1 ? undefined : list.items[place + step];
    return row === undefined ? null : hrefOf(row.id);
  };
  return (
    <>
      <ViewBar title="Sign-ins" view={view} path="/sign-ins" extra={search} keepsUp={false} />
      <SignInTabs view={view} current="/sign-ins" />
      {/* Text is looked for in names too: it is for those who see them. */}
      {session.people === 'full' && (
        <form method="get" action="/sign-ins" className={forms.search}>
          {[...viewQuery(view)].map(([name, value]) => (
            <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
          ))}
          {(['columns', 'live', 'rows'] as const).map(
            (name) =>
              search[name] !== null && <input key={name} type="hidden" name={name} value={search[name]} />,
          )}
          <label className={page.hidden} htmlFor="q">
            Find a person, app, code, address, reason or id
          </label>
          <input
            id="q"
            name="q"
            type="search"
            maxLength={200}
            defaultValue={q}
            placeholder="Find a person, app, code, address, reason or id"
          />
          <button type="submit" className={buttons.button}>
            Find
          </button>
        </form>
      )}
      <LiveList
        isOn={isLive}
        canFollow={view.range !== null && cursor === undefined && keepsUp(rows)}
        switchHref={hrefTo('/sign-ins', view, { ...search, live: isLive ? null : '1' })}
        ids={list.items.map((row) => row.id)}
        newerQuery={newerQuery(view, search, list.items[0]?.occurredAt)}
        before={
          <FoundNote
            list={list}
            q={q ?? ''}
            hrefOf={(own) => hrefTo('/sign-ins', view, { ...search, ...own })}
            formatTime={(at) => formatDateTime(at, timeZone, now)}
          />
        }
        after={
          <div className={styles.aside}>
            <SignInColumnsMenu
              columns={signInColumns.map((column) => {
                const kept = toggleSignInColumn(columns, column);
                return {
                  label: signInColumnLabel(column),
                  href: hrefTo('/sign-ins', view, { ...own, columns: kept === '' ? null : kept }),
                  kept,
                  shown: columns.includes(column),
                };
              })}
              usual={
                isUsual ? null : { href: hrefTo('/sign-ins', view, { ...own, columns: null }), kept: '' }
              }
            />
            <Downloads
              table="sign-ins"
              // Whoever chose no columns takes along all there is.
              query={hrefTo('', view, { ...search, columns: isUsual ? null : columns.join() })}
              what="All sign-ins"
            />
          </div>
        }
      >
        <SignInTable
          rows={list.items}
          view={view}
          timeZone={timeZone}
          now={now}
          extra={own}
          current={id}
          columns={columns}
          keepsColumns={!isUsual}
        />
      </LiveList>
      <Pager
        shown={list.items.length}
        total={list.total}
        rows={{
          current: rows,
          hrefOf: (parameter) => hrefTo('/sign-ins', view, { ...search, ...parameter }),
        }}
        firstHref={cursor === undefined ? null : hrefTo('/sign-ins', view, search)}
        nextHref={
          list.nextCursor === null ? null : hrefTo('/sign-ins', view, { ...own, cursor: list.nextCursor })
        }
      />
      {chosen !== null && (
        <SignInDrawer
          id={chosen.id}
          title={chosen.codeClass.title}
          closeHref={hrefTo('/sign-ins', view, own)}
          previousHref={neighbor(-1)}
          nextHref={neighbor(1)}
          link={new URL(`/sign-ins?id=${encodeURIComponent(chosen.id)}`, session.publicUrl).href}
        >
          {story !== null && (
            <AttemptTimeline
              story={story}
              current={chosen.id}
              hrefOf={hrefOf}
              timeZone={timeZone}
              now={now}
            />
          )}
          <SignInDetail
            key={chosen.id}
            row={chosen}
            view={view}
            timeZone={timeZone}
            now={now}
            showsNames={session.people === 'full'}
          />
        </SignInDrawer>
      )}
    </>
  );
}

/** Asks for how many sign-ins are newer than the newest that is shown: those from its time on, without itself. */
function newerQuery(
  view: View,
  { q, match }: Record<'q' | 'match', string | null>,
  newestAt: string | undefined,
): string {
  const query = apiQuery(view);
  if (newestAt !== undefined) query.set('from', new Date(Date.parse(newestAt) + 1).toISOString());
  // Up to now, whenever that is asked.
  query.delete('to');
  query.set('limit', '1');
  if (q !== null) query.set('q', q);
  if (match !== null) query.set('match', match);
  return query.toString();
}
