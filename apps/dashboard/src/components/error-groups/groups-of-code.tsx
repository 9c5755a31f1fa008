import type { ErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorGroupKey } from '@turnaway/contracts/error-groups';
import { may } from '@turnaway/contracts/roles';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import { getErrorGroups, getSession } from '@/lib/api';
import { formatNumber } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { hrefTo, type View } from '@/lib/view';
import { GroupHistory } from './group-history';
import { GroupTable, toTriaged } from './group-table';
import { TriageBar } from './triage-bar';

const shown = '10';

/** The groups of one error code, app by app, with what can be done with them; of a single one, its history too. */
export async function GroupsOfCode({
  here,
  errorCode,
  cursor,
  hrefOf,
}: {
  /** What the page shows, with the code as a filter. */
  here: View;
  errorCode: ErrorCode;
  cursor: string | undefined;
  /** The address of this page with a part of the history. */
  hrefOf: (cursor: string | null) => string;
}) {
  const [groups, session, timeZone] = await Promise.all([
    getErrorGroups(here, { limit: shown }),
    getSession(),
    getTimeZone(),
  ]);
  const now = getNow();
  const canTriage = may(session.role, 'triage');
  const single = singleKey(groups.items, here, errorCode);
  const list = hrefOf(null);
  return (
    <>
      {groups.items.length > 0 && (
        <Section
          title="Where it stands, by app"
          aside={
            groups.total > groups.items.length && (
              <Link className={page.more} href={hrefTo('/errors', here)}>
                All {formatNumber(groups.total)} →
              </Link>
            )
          }
        >
          {canTriage && <TriageBar list={list} groups={groups.items.map(toTriaged)} />}
          <GroupTable
            rows={groups.items}
            view={here}
            list={list}
            canTriage={canTriage}
            timeZone={timeZone}
            now={now}
            ofOneCode
          />
        </Section>
      )}
      {single !== null && (
        <GroupHistory groupKey={single} canTriage={canTriage} cursor={cursor} hrefOf={hrefOf} />
      )}
    </>
  );
}

/** The one group that the page is about, also where nothing of it happened in this period. */
function singleKey(items: ErrorGroupKey[], here: View, errorCode: ErrorCode): ErrorGroupKey | null {
  const [first, second] = items;
  if (first !== undefined) {
    const { system, code, variant, app } = first;
    return second === undefined ? { system, code, variant, app } : null;
  }
  const [app, other] = here.filter.app ?? [];
  return app === undefined || other !== undefined ? null : { ...errorCode, app };
}
