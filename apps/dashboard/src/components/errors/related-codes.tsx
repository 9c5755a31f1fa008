import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { CauseName } from '@/components/cause';
import { Code } from '@/components/code/code';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getRelatedCodes } from '@/lib/api';
import { errorHref } from '@/lib/code-links';
import { formatCount, formatNumber, formatShare } from '@/lib/format';
import { hrefTo, type View } from '@/lib/view';

/** What else the people of a code met around it: often the step before, or what they tried next. */
export async function RelatedCodes({ view, errorCode }: { view: View; errorCode: ErrorCode }) {
  const { system, code, variant } = errorCode;
  const { sampled, items } = await getRelatedCodes(view, system, code, variant ?? undefined);
  if (items.length === 0) return null;
  return (
    <Section
      title="What the same people met within an hour"
      aside={
        <>
          <span className={page.note}>
            of the latest {formatCount(sampled, 'person', 'people')} who met it
          </span>
          <Downloads
            table="related-codes"
            query={hrefTo('', view, { of_system: system, of_code: code, of_variant: variant })}
            what="What the same people met"
          />
        </>
      }
    >
      <table aria-label="What the same people met within an hour" className={table.table}>
        <thead>
          <tr>
            <th>What happened</th>
            <th className={table.hide}>Cause</th>
            <th className={table.number}>Before</th>
            <th className={table.number}>After</th>
            <th className={table.number}>People</th>
            <th className={table.number}>Share</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={formatErrorCode(item)}>
              <td>
                <Link href={errorHref(view, item)}>
                  <b>{item.title}</b>
                </Link>{' '}
                <Code of={item} />
              </td>
              <td className={table.hide}>
                <CauseName cause={item.cause} />
              </td>
              <td className={table.number}>{formatNumber(item.peopleBefore)}</td>
              <td className={table.number}>{formatNumber(item.peopleAfter)}</td>
              <td className={table.number}>{formatNumber(item.people)}</td>
              <td className={table.number}>{formatShare(item.people / sampled, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
