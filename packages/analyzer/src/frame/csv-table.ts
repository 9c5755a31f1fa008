import Papa from 'papaparse';
import { type Place, type RecordSink, unwrap } from './unwrap.js';

const columnsMin = 4;
const columnsMax = 500;
const columnName = /^[A-Za-z@_$][\w .()[\]@/:'&-]{0,120}$/;
/** Words that begin a line of a log, which has commas too. */
const valueLike = /=|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d/;

/** Is the line the head of a table: names alone, with a comma, a semicolon or a tab between? */
export function isTableHead(line: string): boolean {
  if (valueLike.test(line) || !/[,;\t]/.test(line)) return false;
  const names = headOf(line);
  const named = names.filter((name) => columnName.test(name.trim())).length;
  return names.length >= columnsMin && names.length <= columnsMax && named === names.length;
}

function headOf(line: string): string[] {
  return (Papa.parse<string[]>(line, { delimiter: delimiterOf(line) }).data[0] ?? []).filter(
    (name, place, all) => name !== '' || place < all.length - 1,
  );
}

function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.mark ?? ',';
}

/**
 * Reads a table: each row is an object with the head's names for keys, the first of two columns of one name that has
 * a value winning. Empty cells are left out. Event Viewer writes one more cell than its head names; it is kept as
 * `rest`.
 */
export function readTable(text: string, sink: RecordSink, place: Place): void {
  let head: readonly string[] | null = null;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text.slice(0, Math.max(0, text.indexOf('\n')))),
    skipEmptyLines: 'greedy',
    step: ({ data: cells }) => {
      if (head === null) {
        head = cells.map((name) => name.trim());
        return;
      }
      const row: Record<string, unknown> = Object.create(null);
      head.forEach((name, column) => {
        const cell = cells[column]?.trim() ?? '';
        if (cell !== '' && row[name] === undefined) row[name] = cell;
      });
      const beyond = cells[head.length]?.trim() ?? '';
      if (beyond !== '') row.rest ??= beyond;
      unwrap(
        row,
        cells.reduce((sum, cell) => sum + cell.length, 0),
        sink,
        place,
      );
    },
  });
}
