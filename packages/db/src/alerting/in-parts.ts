/** Rows of one statement, at the most: what is sent to the database at once stays small, however many keys fire. */
const rowsMax = 1_000;

/** Splits rows into parts that one statement takes. */
export function* inParts<Row>(rows: readonly Row[], max = rowsMax): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += max) yield rows.slice(start, start + max);
}
