import type { AlertGroupRow } from '@turnaway/contracts/alerts';
import type { Page } from '@turnaway/contracts/page';
import buttons from '@/components/button.module.css';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { May } from '@/components/rights/rights';
import { getAlertGroups, getAlertRules, getAlerts, getChannels } from '@/lib/api';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { AlertFilterMenus } from './alert-filter-menus';
import { type AlertView, alertsHref, readAlertView } from './alert-filters';
import { AlertGroupTable } from './alert-group-table';
import { AlertTabs } from './alert-tabs';
import { StoppedChannels } from './channel-notices';

/** Groups that fire and are shown before the history; more of them stand on pages of their own. */
const firingShown = '50';

/** What fires now, then what fired before, by the groups that they are told in. */
export async function AlertHistory({ params }: { params: SearchParams }) {
  const view = readAlertView(params);
  const cursor = one(params.cursor);
  const narrow = { ruleId: view.rule, kind: view.kind };
  const isAbout = (state: 'firing' | 'resolved') => view.state === undefined || view.state === state;
  const [firing, past, rules, opened, channels, timeZone] = await Promise.all([
    isAbout('firing')
      ? getAlertGroups({
          ...narrow,
          state: 'firing',
          limit: firingShown,
          cursor: view.state === 'firing' ? cursor : undefined,
        })
      : null,
    isAbout('resolved') ? getAlertGroups({ ...narrow, state: 'resolved', cursor, limit: '50' }) : null,
    getAlertRules(),
    readOpened(view, one(params.after)),
    getChannels(),
    getTimeZone(),
  ]);
  return (
    <>
      <PageHeader title="Alerts">
        <May right="settings">
          <Link className={buttons.primary} href="/alerts/rules/new">
            New rule
          </Link>
        </May>
      </PageHeader>
      <AlertTabs current="/alerts" />
      <StoppedChannels channels={channels.items} timeZone={timeZone} now={getNow()} />
      <AlertFilterMenus view={view} rules={rules.items} />
      {firing !== null && (
        <Section title="Firing now">
          {firing.items.length === 0 ? (
            <NothingFires view={view} />
          ) : (
            <AlertGroupTable
              label="Alerts that fire"
              state="firing"
              groups={firing.items}
              opened={opened}
              view={view}
              timeZone={timeZone}
            />
          )}
          <GroupPager groups={firing} state="firing" view={view} cursor={cursor} />
        </Section>
      )}
      {past !== null && (
        <Section title="History" aside={past.total > 0 && <Downloads table="alerts" what="All alerts" />}>
          {past.items.length === 0 ? (
            <p className={page.note}>
              {isNarrowed(view) ? 'No alert that fits has ended.' : 'No alert has ended yet.'}
            </p>
          ) : (
            <AlertGroupTable
              label="Alerts that are over"
              state="resolved"
              groups={past.items}
              opened={opened}
              view={view}
              timeZone={timeZone}
            />
          )}
          <GroupPager groups={past} state="resolved" view={view} cursor={cursor} />
        </Section>
      )}
    </>
  );
}

/** Further pages of the groups in one state: they stand alone, without those in the other. */
function GroupPager({
  groups,
  state,
  view,
  cursor,
}: {
  groups: Page<AlertGroupRow>;
  state: 'firing' | 'resolved';
  view: AlertView;
  cursor: string | undefined;
}) {
  const { nextCursor } = groups;
  return (
    <Pager
      shown={groups.items.length}
      total={groups.total}
      firstHref={view.state === state && cursor !== undefined ? alertsHref(view) : null}
      nextHref={
        nextCursor === null
          ? null
          : alertsHref(view, { state, cursor: nextCursor, open: undefined, in: undefined })
      }
    />
  );
}

function readOpened(view: AlertView, after: string | undefined) {
  if (view.open === undefined) return null;
  return getAlerts({ groupId: view.open, state: view.in, cursor: after, limit: '50' });
}

function isNarrowed({ rule, kind }: AlertView): boolean {
  return rule !== undefined || kind !== undefined;
}

function NothingFires({ view }: { view: AlertView }) {
  return (
    <Empty title={isNarrowed(view) ? 'Nothing that fits fires' : 'Nothing fires'}>
      <p>
        {!isNarrowed(view) && 'All rules are quiet. '}
        <Link href="/alerts/rules">See what is watched</Link>.
      </p>
    </Empty>
  );
}
