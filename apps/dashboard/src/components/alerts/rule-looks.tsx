import type { AlertEvaluation } from '@turnaway/contracts/alert-evaluations';
import { ChartFigure } from '@/charts/chart-figure';
import { toLookChart } from '@/charts/to-look-chart';
import { Downloads } from '@/components/downloads';
import { Empty, Section } from '@/components/page';
import table from '@/components/table.module.css';
import { formatPlainValue, shownLabel } from '@/lib/alert-words';
import { formatDateTime, formatShare } from '@/lib/format';
import { getNow } from '@/lib/request';
import { AlertState } from './alert-state';

const listedMax = 15;

/** What the rule saw and decided lately, and why something or nothing was sent. */
export function RuleLooks({
  looks,
  isShare,
  timeZone,
  title = 'Its last looks',
  query,
}: {
  looks: AlertEvaluation[];
  /** The values are shares from 0 to 1. */
  isShare: boolean;
  timeZone: string;
  title?: string;
  /** Which looks, as the file of them is asked for. */
  query: string;
}) {
  const now = getNow();
  const isOfOneKey = looks.every(({ key }) => key === looks[0]?.key);
  return (
    <Section
      title={title}
      aside={looks.length > 0 && <Downloads table="rule-looks" query={query} what="All looks" />}
    >
      {looks.length === 0 ? (
        <Empty title="No look is kept for that time">
          <p>A rule looks once a minute, and its looks are kept for a week.</p>
        </Empty>
      ) : (
        <>
          {looks.length > 1 && isOfOneKey && (
            <ChartFigure
              model={toLookChart(looks, isShare, timeZone)}
              rows={null}
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
                <tr key={`${look.at} ${look.key}`}>
                  <td className={table.nowrap}>{formatDateTime(look.at, timeZone, now)}</td>
                  <td className={table.number}>
                    {isShare ? formatShare(look.value) : formatPlainValue('', look.value)}
                  </td>
                  <td>
                    <AlertState state={look.state} level={look.level} />
                  </td>
                  <td className={table.hide}>
                    {!isOfOneKey && look.label !== '' && <b>{shownLabel(look)}: </b>}
                    {look.because}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}
