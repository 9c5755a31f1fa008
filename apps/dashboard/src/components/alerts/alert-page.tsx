import { adviceOnAlert } from '@turnaway/contracts/alert-advice';
import type { Alert, AlertRule } from '@turnaway/contracts/alerts';
import { ChartFigure } from '@/charts/chart-figure';
import { behindBuckets, toStackedBars } from '@/charts/to-chart-data';
import { ActionButton } from '@/components/action-button';
import buttons from '@/components/button.module.css';
import { Downloads } from '@/components/downloads';
import { ErrorTable } from '@/components/errors/error-table';
import { Link } from '@/components/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { filterOfAlert } from '@/lib/alert-filter';
import { isShare } from '@/lib/alert-words';
import {
  findAlert,
  getAlert,
  getAlertChanges,
  getAlertRules,
  getAlerts,
  getDeliveries,
  getErrors,
  getEvaluations,
  getTrends,
} from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getNow, getTimeZone } from '@/lib/request';
import { during, hrefTo, one, only, type SearchParams, type View } from '@/lib/view';
import { AlertEvidence } from './alert-evidence';
import { AlertFacts } from './alert-facts';
import { AlertSteps } from './alert-steps';
import { AlertTimeline } from './alert-timeline';
import { DeliveryList } from './delivery-list';
import { RuleLooks } from './rule-looks';
import { SilenceForm } from './silence-form';
import { silenceScopes } from './silence-scopes';

const marginMs = 3_600_000;
const alsoSeenShown = '10';

/** One firing: since when, how bad, what was behind it, and who was told. */
export async function AlertPage({ id, params }: { id: string; params: SearchParams }) {
  const now = getNow();
  const timeZone = await getTimeZone();
  const [alert, changes, rules, deliveries, alsoSeen] = await Promise.all([
    getAlert(id),
    getAlertChanges(id),
    getAlertRules(),
    getDeliveries({ alertId: id, cursor: one(params.cursor) }),
    getAlerts({ inhibitedBy: id, limit: alsoSeenShown }),
  ]);
  // A rule may be gone by now; what it did stays readable.
  const rule = rules.items.find((item) => item.id === alert.ruleId);
  const view = viewOf(alert, rule, now);
  const [toldBy, trends, errors, looks] = await Promise.all([
    alert.inhibitedBy === null ? null : findAlert(alert.inhibitedBy),
    getTrends(view, 'cause'),
    getErrors(view, { limit: '5' }),
    rule === undefined
      ? { items: [] }
      : getEvaluations(rule.id, { from: view.from, to: view.to, alertId: alert.id, limit: '1000' }),
  ]);
  const isOver = alert.state === 'resolved';
  const advice = adviceOnAlert(alert.kind, alert.about.errorCode);
  // No failure says why a feed is silent or that a credential is to expire: there is nothing to look at then.
  const hasEvents = errors.items.length > 0 || advice === null || advice.tellsCode;
  const steps = <AlertSteps {...{ advice, isOver, view }} leading={errors.items[0]} />;
  return (
    <>
      <LiveRefresh topics={['deliveries']} />
      <PageHeader title={alert.ruleName} parent={{ href: '/alerts', label: 'Alerts' }}>
        {alert.state === 'firing' && alert.acknowledgedAt === null && (
          <ActionButton
            look="button"
            label="I have it"
            needs="triage"
            method="POST"
            path={`/api/alerts/${encodeURIComponent(alert.id)}/ack`}
            done="The others can see that you have it."
          />
        )}
        {alert.state === 'firing' && (
          <ActionButton
            look="button"
            label={alert.mutedAt === null ? 'Mute until worse' : 'Unmute'}
            needs="triage"
            method={alert.mutedAt === null ? 'POST' : 'DELETE'}
            path={`/api/alerts/${encodeURIComponent(alert.id)}/mute`}
            {...(alert.mutedAt === null ? { body: { untilWorse: true } } : {})}
            done={
              alert.mutedAt === null ? 'Nobody is told until it gets worse by half.' : 'It is told again.'
            }
          />
        )}
        {rule !== undefined && (
          <Link className={buttons.button} href={`/alerts/rules/${encodeURIComponent(rule.id)}`}>
            Change the rule
          </Link>
        )}
      </PageHeader>
      <div className={alert.evidence.length > 0 ? page.two : undefined}>
        <Section title="Alert">
          <AlertFacts
            {...{ alert, rule, toldBy, alsoSeen, view, timeZone }}
            wasTold={changes.items.some(({ what }) => what === 'told')}
          />
        </Section>
        {alert.evidence.length > 0 && (
          <Section title="Evidence">
            <AlertEvidence {...{ alert, view, timeZone }} />
          </Section>
        )}
      </div>
      {!isOver && steps}
      {hasEvents && (
        <Section
          title="Around that time"
          aside={
            <Link className={page.more} href={hrefTo('/', view)}>
              Open in the Overview →
            </Link>
          }
        >
          <ChartFigure
            model={toStackedBars(trends, {
              timeZone,
              now,
              hrefOf: (key) => hrefTo('/errors', only(view, 'cause', key)),
            })}
            rows={behindBuckets(trends, hrefTo('/sign-ins', during(view, '__from__', '__to__')))}
            downloads={<Downloads table="trend" query={hrefTo('', view)} what="The trend" />}
            empty="No failure is stored for that time any more."
          />
        </Section>
      )}
      {rule !== undefined && (
        <RuleLooks
          looks={looks.items}
          isShare={isShare(alert.valueMeasure) || alert.measure === 'failure-rate'}
          timeZone={timeZone}
          title="What the rule saw"
          query={`?rule=${encodeURIComponent(rule.id)}&alertId=${encodeURIComponent(alert.id)}`}
        />
      )}
      {errors.items.length > 0 && (
        <Section title="What was behind it">
          <ErrorTable rows={errors.items} view={view} />
        </Section>
      )}
      <Section
        title="What happened"
        aside={
          <Downloads
            table="alert-changes"
            query={`?alert=${encodeURIComponent(alert.id)}`}
            what="What happened"
          />
        }
      >
        <AlertTimeline changes={changes.items} timeZone={timeZone} />
      </Section>
      <Section title="Who was told">
        <DeliveryList deliveries={deliveries.items} {...whyNothingOf(alert)} timeZone={timeZone} now={now} />
      </Section>
      {isOver && steps}
      <div id="silence">
        <Section title="Silence" right="triage">
          <SilenceForm
            scopes={silenceScopes(alert, errors.items[0])}
            timeZone={timeZone}
            why={`About “${alert.ruleName}” of ${formatDateTime(alert.startedAt, timeZone, now)}`}
          />
        </Section>
      </div>
    </>
  );
}

/** Why nobody was told of an alert, where that has a reason of its own. */
function whyNothingOf({ inhibitedBy, silencedBy }: Alert): { whyNothing?: string } {
  if (inhibitedBy !== null) return { whyNothing: 'Another alert tells of the same.' };
  return silencedBy === null ? {} : { whyNothing: 'A silence keeps it back.' };
}

function viewOf(alert: Alert, rule: AlertRule | undefined, now: Date): View {
  const from = new Date(Date.parse(alert.startedAt) - marginMs).toISOString();
  const end =
    alert.endedAt === null ? now.getTime() : Math.min(Date.parse(alert.endedAt) + marginMs, now.getTime());
  const filter = filterOfAlert(rule?.filter ?? {}, alert);
  return during({ ...readView({}, now), filter }, from, new Date(end).toISOString());
}
