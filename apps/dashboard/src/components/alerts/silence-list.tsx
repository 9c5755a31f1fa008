import { causeSchema } from '@turnaway/contracts/taxonomy';
import { causeLabels } from '@turnaway/contracts/words';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import { Downloads } from '@/components/downloads';
import { Badge, Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getAlertRules, getSilences } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { AlertTabs } from './alert-tabs';
import { SilenceForm } from './silence-form';
import type { SilenceScope } from './silence-scopes';
import { hoursSentence, silenceSentence } from './silence-words';

const tones = { active: 'warn', pending: 'accent', expired: undefined } as const;

/** Which alerts are kept quiet, until when, and why. */
export async function SilenceList({ params }: { params: SearchParams }) {
  const cursor = one(params.cursor);
  const [silences, rules, timeZone] = await Promise.all([
    getSilences({ cursor, limit: '50' }),
    getAlertRules(),
    getTimeZone(),
  ]);
  const now = getNow();
  const ruleName = (id: string) => rules.items.find((rule) => rule.id === id)?.name ?? 'a rule that is gone';
  const scopes: SilenceScope[] = [
    ...rules.items.map(({ id, name }) => ({ label: `Rule: ${name}`, matchers: { ruleId: [id] } })),
    ...causeSchema.options.map((cause) => ({
      label: `Cause: ${causeLabels[cause]}`,
      matchers: { cause: [cause] },
    })),
  ];
  return (
    <>
      <PageHeader title="Alerts" />
      <AlertTabs current="/alerts/silences" />
      <Section title="What is kept quiet" aside={<Downloads table="silences" what="All silences" />}>
        {silences.items.length === 0 ? (
          <Empty title="Nothing is kept quiet">
            <p>A silence holds back the messages of alerts that fit it. The alerts are still recorded.</p>
          </Empty>
        ) : (
          <table aria-label="Silences" className={table.table}>
            <thead>
              <tr>
                <th>Kept quiet</th>
                <th>State</th>
                <th>Until</th>
                <th className={table.hide}>Why</th>
                <th className={table.wide}>By</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {silences.items.map((silence) => (
                <tr key={silence.id}>
                  <td className={table.name}>
                    <Breakable text={silenceSentence(silence, ruleName)} />
                    {silence.recurrence !== null && (
                      <div className={table.quiet}>{hoursSentence(silence.recurrence)}</div>
                    )}
                  </td>
                  <td>
                    <Badge {...(tones[silence.state] === undefined ? {} : { tone: tones[silence.state] })}>
                      {silence.state}
                    </Badge>
                  </td>
                  <td className={table.nowrap}>{formatDateTime(silence.endsAt, timeZone, now)}</td>
                  <td className={`${table.hide} ${table.name}`}>
                    <Breakable text={silence.comment} />
                  </td>
                  <td className={`${table.wide} ${table.name}`}>
                    <Breakable text={silence.author} />
                  </td>
                  <td className={table.number}>
                    {silence.state !== 'expired' && (
                      <ActionButton
                        label="End it"
                        needs="triage"
                        method="DELETE"
                        path={`/api/silences/${encodeURIComponent(silence.id)}`}
                        done="The silence is over. Alerts that still fire are told now."
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Pager
          shown={silences.items.length}
          total={silences.total}
          firstHref={cursor === undefined ? null : '/alerts/silences'}
          nextHref={
            silences.nextCursor === null
              ? null
              : `/alerts/silences?cursor=${encodeURIComponent(silences.nextCursor)}`
          }
        />
      </Section>
      <Section title="New silence" right="triage">
        <SilenceForm scopes={scopes} timeZone={timeZone} />
      </Section>
    </>
  );
}
