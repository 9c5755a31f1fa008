import { Readable } from 'node:stream';
import type { Page } from '@turnaway/contracts/page';
import { stringify } from 'csv-stringify';
import type { Row } from './row';

/** Enough for any spreadsheet, and little enough for one request. */
const rowsMax = 100_000;

/** All rows of a table, one page after the other, the first of which is at hand already. */
export async function* allRows(
  first: Page<Row>,
  next: (cursor: string) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  let page = first;
  let written = 0;
  for (;;) {
    for (const row of page.items) {
      if (written === rowsMax) return;
      written += 1;
      yield row;
    }
    if (page.nextCursor === null) return;
    page = await next(page.nextCursor);
  }
}

/**
 * Rows as CSV, with the names of columns first. A field that a spreadsheet would take for a formula gets an
 * apostrophe in front: user names and app names are written by strangers.
 */
export function toCsv(rows: AsyncIterable<Row>, columns: string[]): Readable {
  const writer = stringify({
    header: true,
    bom: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value) => (value ? 'yes' : 'no') },
  });
  return Readable.from(rows)
    .on('error', (error) => writer.destroy(error))
    .pipe(writer);
}

/** Rows as one JSON array, written as they come. */
export function toJson(rows: AsyncIterable<Row>): Readable {
  return Readable.from(
    (async function* () {
      let lead = '[\n';
      for await (const row of rows) {
        yield lead + JSON.stringify(row);
        lead = ',\n';
      }
      yield lead === '[\n' ? '[]\n' : '\n]\n';
    })(),
  );
}
