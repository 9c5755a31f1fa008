import { type ErrorGroups, unresolvedStates } from '@turnaway/contracts/error-groups';
import { may } from '@turnaway/contracts/roles';
import { ListNote } from '@/components/downloads';
import { EmptyPeriod } from '@/components/empty-period';
import { ViewBar } from '@/components/filters/view-bar';
import { Link } from '@/components/link';
import { Pager, Words } from '@/components/page';
import page from '@/components/page.module.css';
import { getErrorGroups, getSession } from '@/lib/api';
import { formatCount, formatNumber } from '@/lib/format';
import { stateHints, stateLabels } from '@/lib/group-words';
import { keepsUp, readRowChoice, readRows, rowParameter } from '@/lib/list-rows';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import { hrefTo, one, oneOf, type SearchParams } from '@/lib/view';
import { groupSorts, groupTabs } from '@/lib/view-choices';
import { ErrorsBy } from '../errors/errors-by';
import styles from './error-groups.module.css';
import { type GroupHead, GroupTable, toTriaged } from './group-table';
import { TriageBar } from './triage-bar';

/** The error groups of a period by where they stand, to go through and deal with. */
export async function GroupList({ params }: { params: SearchParams }) {
  const now = getNow();
  const view = readView(params, now);
  const tab = oneOf(params.state, groupTabs);
  const sort = oneOf(params.sort, groupSorts);
  const cursor = one(params.cursor);
  const rows = readRowChoice(params);
  const [found, session, timeZone] = await Promise.all([
    readRows(rows, cursor, (at) => getErrorGroups(view, { tab, sort, ...at })),
    getSession(),
    getTimeZone(),
  ]);
  const order = { state: tab === 'unresolved' ? null : tab, sort: sort === 'events' ? null : sort };
  const kept = { ...order, ...rowParameter(rows) };
  const here = hrefTo('/errors', view, kept);
  // A selection outlives another number of rows.
  const list = hrefTo('/errors', view, order);
  const canTriage = may(session.role, 'triage');
  return (
    <>
      <ViewBar title="Errors" view={view} path="/errors" extra={kept} keepsUp={keepsUp(rows)} />
      <div className={`${page.over} ${styles.head}`}>
        <Words
          label="State"
          tabs
          words={groupTabs.map((name) => ({
            label: `${tabLabels[name]} ${formatNumber(countOf(found, name))}`,
            href: hrefTo('/errors', view, { ...kept, state: name === 'unresolved' ? null : name }),
            current: name === tab,
          }))}
        />
        <ErrorsBy view={view} current="group" />
      </div>
      {found.items.length === 0 ? (
        <EmptyPeriod
          title={tab === 'unresolved' ? 'No open error in this period' : `Nothing here: ${tabLabels[tab]}`}
          path="/errors"
          view={view}
          extra={kept}
        >
          <p>{emptyWords[tab]}</p>
        </EmptyPeriod>
      ) : (
        <>
          <ListNote table="error-groups" query={hrefTo('', view, kept)} what="All error groups">
            {formatCount(found.total, 'error group')}: an error code in one app. Sorted by {sortWords[sort]}.
          </ListNote>
          {canTriage && <TriageBar list={list} groups={found.items.map(toTriaged)} />}
          <GroupTable
            rows={found.items}
            view={view}
            list={list}
            canTriage={canTriage}
            timeZone={timeZone}
            now={now}
            heads={Object.fromEntries(
              groupSorts.map((name) => [
                name,
                <Link
                  key={name}
                  href={hrefTo('/errors', view, { ...kept, sort: name === 'events' ? null : name })}
                  aria-current={name === sort ? 'true' : undefined}
                  title={`Sort by ${sortWords[name]}`}
                >
                  {headLabels[name]}
                  {name === sort && <span aria-hidden="true"> ↓</span>}
                </Link>,
              ]),
            )}
          />
        </>
      )}
      <Pager
        shown={found.items.length}
        total={found.total}
        rows={{ current: rows, hrefOf: (parameter) => hrefTo('/errors', view, { ...kept, ...parameter }) }}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          found.nextCursor === null ? null : hrefTo('/errors', view, { ...kept, cursor: found.nextCursor })
        }
      />
    </>
  );
}

type Tab = (typeof groupTabs)[number];

function countOf({ states, mine }: ErrorGroups, tab: Tab): number {
  if (tab === 'mine') return mine;
  if (tab !== 'unresolved') return states[tab];
  return unresolvedStates.reduce((sum, state) => sum + states[state], 0);
}

const tabLabels: Readonly<Record<Tab, string>> = { ...stateLabels, unresolved: 'Unresolved', mine: 'Mine' };

const emptyWords: Readonly<Record<Tab, string>> = {
  ...stateHints,
  unresolved: 'Look at a longer time, take a filter away, or see what was resolved or is ignored.',
  mine: 'What is assigned to you and still open stands here.',
};

const headLabels: Readonly<Record<GroupHead, string>> = {
  events: 'Events',
  people: 'People',
  change: 'Change',
  newest: 'First seen',
  state: 'State',
};

const sortWords: Readonly<Record<GroupHead, string>> = {
  events: 'the number of events',
  people: 'the number of people',
  change: 'the change against the time before',
  newest: 'when they were first seen',
  state: 'state, the most urgent first',
};
