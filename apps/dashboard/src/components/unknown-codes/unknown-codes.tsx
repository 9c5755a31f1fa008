import { formatErrorCode } from '@turnaway/contracts/error-code';
import { ListNote } from '@/components/downloads';
import { EmptyPeriod } from '@/components/empty-period';
import { ViewBar } from '@/components/filters/view-bar';
import { Pager } from '@/components/page';
import { getUnknownCodes } from '@/lib/api';
import { formatCount } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getNow } from '@/lib/request';
import { hrefTo, one, type SearchParams } from '@/lib/view';
import { UnknownCodeItem } from './unknown-code-item';

const here = '/unknown-codes';

/** The codes that were seen and that nobody has classified, most frequent first. */
export async function UnknownCodes({ params }: { params: SearchParams }) {
  const view = readView(params, getNow());
  const cursor = one(params.cursor);
  const codes = await getUnknownCodes(view, { cursor, limit: '25' });
  return (
    <>
      <ViewBar title="Unknown codes" view={view} path={here} />
      {codes.items.length === 0 ? (
        <EmptyPeriod title="No unknown code in this period" path={here} view={view}>
          <p>
            Every code that was seen is in the catalog, or was classified here. One that is not is never
            hidden: it is counted among the failures, and listed here.
          </p>
        </EmptyPeriod>
      ) : (
        <>
          <ListNote table="unknown-codes" query={hrefTo('', view)} what="All unknown codes">
            {formatCount(codes.total, 'code')} that the catalog does not have, most frequent first. Classify
            one for this workspace, or write it down for everyone: its draft goes into the catalog as{' '}
            <code>docs/adding-an-error-code.md</code> says.
          </ListNote>
          {codes.items.map((code) => (
            <UnknownCodeItem key={formatErrorCode(code)} code={code} view={view} />
          ))}
        </>
      )}
      <Pager
        shown={codes.items.length}
        total={codes.total}
        firstHref={cursor === undefined ? null : hrefTo(here, view)}
        nextHref={codes.nextCursor === null ? null : hrefTo(here, view, { cursor: codes.nextCursor })}
      />
    </>
  );
}
