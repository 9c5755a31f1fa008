import type { Mark } from '@turnaway/contracts/marks';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import { Downloads } from '@/components/downloads';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { formatDateTime } from '@/lib/format';
import { hrefTo, type View } from '@/lib/view';

/** What happened in the time of the trend, such as deploys: the lines of the chart, to read. */
export function MarkTable({
  marks,
  view,
  timeZone,
  now,
}: {
  marks: Mark[];
  view: View;
  timeZone: string;
  now: Date;
}) {
  if (marks.length === 0) return null;
  return (
    <>
      <div className={page.over}>
        <h3 className={page.note}>Marked in this time</h3>
        <Downloads table="marks" query={hrefTo('', view)} what="All marks" />
      </div>
      <table className={table.table} aria-label="Marks on the trend">
        <thead>
          <tr>
            <th>Marked</th>
            <th>What happened</th>
            <th className={table.hide}>App</th>
            <th className={table.wide}>By</th>
            <th>
              <span className={page.hidden}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.id}>
              <td className={table.nowrap}>{formatDateTime(mark.at, timeZone, now)}</td>
              <td className={table.name}>
                {mark.url === null ? (
                  <Breakable text={mark.text} />
                ) : (
                  <a href={mark.url} rel="noreferrer">
                    <Breakable text={mark.text} />
                  </a>
                )}
              </td>
              <td className={`${table.hide} ${table.name}`}>
                {mark.app === null ? 'all' : <Breakable text={mark.app} />}
              </td>
              <td className={`${table.wide} ${table.name} ${table.quiet}`}>
                <Breakable text={mark.author} />
              </td>
              <td className={table.number}>
                <ActionButton
                  label="Delete"
                  needs="triage"
                  method="DELETE"
                  path={`/api/marks/${mark.id}`}
                  done="The mark is deleted."
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
