import type { AlertEvaluation } from '@turnaway/contracts/alert-evaluations';
import type { AlertMeasure } from '@turnaway/contracts/alert-kinds';
import { ChartFigure } from '@/charts/chart-figure';
import { toLookChart } from '@/charts/to-look-chart';
import { Empty, Section } from '@/components/page';
import table from '@/components/table.module.css';
import { formatMeasure } from '@/lib/alert-words';
import { formatDateTime } from '@/lib/format';
import { getNow } from '@/lib/request';
import { AlertState } from './alert-history';

const listedMax = 15;

/** What the rule saw and decided lately, and why something or nothing was sent. */
export function RuleLooks({
  looks,
  measure,
  timeZone,
  title = 'Its last looks',
}: {
  looks: AlertEvaluation[];
  measure: AlertMeasure;
  timeZone: string;
  title?: string;
}) {
  const now = getNow();
  return (
    <Section title={title}>
      {looks.length === 0 ? (
        <Empty title="No look is kept for that time">
          <p>A rule looks once a minute, and its looks are kept for a week.</p>
        </Empty>
      ) : (
        <>
          {looks.length > 1 && (
            <ChartFigure
              model={toLookChart(looks, measure, timeZone)}
              rowHrefs={[]}
              empty="Every look saw nothing."
            />
          )}
          <table aria-label="Looks at the rule" className={table.table}>
            <thead>
              <tr>
                <th>At</th>
                <th className={table.number}>Value</th>
                <th>State</th>
                <th className={table.hide}>Why</th>
              </tr>
            </thead>
            <tbody>
              {looks.slice(0, listedMax).map((look) => (
                <tr key={look.at}>
                  <td className={table.nowrap}>{formatDateTime(look.at, timeZone, now)}</td>
                  <td className={table.number}>{formatMeasure(measure, look.value)}</td>
                  <td>
                    <AlertState state={look.state} />
                  </td>
                  <td className={table.hide}>{look.because}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}
