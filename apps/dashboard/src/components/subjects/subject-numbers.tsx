import type { Summary } from '@turnaway/contracts/readings';
import { signed, whyNotExact } from '@/components/breakdown/total';
import { Kpi, KpiList } from '@/components/overview/kpis';
import { type Change, formatChange, formatPoints, formatShort } from '@/lib/format';
import type { SubjectKind } from '@/lib/subjects';
import { hrefTo, type View } from '@/lib/view';

/** The numbers of one person, app or address. Successes are counted by app, not by person or address. */
export function SubjectNumbers({
  summary: { counts, countsBefore, isBeforeCovered },
  here,
  kind,
}: {
  summary: Summary;
  here: View;
  kind: SubjectKind;
}) {
  const changeOf = (change: Change) => (isBeforeCovered ? change : null);
  const success = counts.failureRate === null ? null : 1 - counts.failureRate;
  const successBefore = countsBefore.failureRate === null ? null : 1 - countsBefore.failureRate;
  return (
    <KpiList view={here}>
      {kind === 'app' && (
        <Kpi
          label="Success rate"
          href={hrefTo('/', here, { metric: 'rate' })}
          value={success === null ? '–' : (success * 100).toFixed(1)}
          unit={success === null ? '' : '%'}
          change={changeOf(formatPoints(success, successBefore))}
        />
      )}
      <Kpi
        label="Turned away"
        href={hrefTo('/sign-ins', { ...here, filter: { ...here.filter, outcome: ['failure'] } })}
        value={formatShort(counts.failures)}
        change={changeOf(formatChange(counts.failures, countsBefore.failures))}
      />
      {kind !== 'user' && (
        <Kpi
          label="People affected"
          href={hrefTo('/breakdown/user', here)}
          value={signed(formatShort(counts.people), counts.peopleIs)}
          title={whyNotExact(counts.peopleIs)}
          change={changeOf(formatChange(counts.people, countsBefore.people))}
        />
      )}
      {kind !== 'app' && (
        <Kpi
          label="Apps affected"
          href={hrefTo('/breakdown/app', here)}
          value={formatShort(counts.apps)}
          change={changeOf(formatChange(counts.apps, countsBefore.apps))}
        />
      )}
      <Kpi
        label="Expected prompts"
        href={hrefTo('/sign-ins', { ...here, filter: { ...here.filter, outcome: ['interrupt'] } })}
        value={formatShort(counts.interrupts)}
        note="not counted"
      />
    </KpiList>
  );
}
