/** Kinds of files that lie beside logs and hold none, by their first bytes; each says what to do instead. */
const kinds: readonly { starts: string; at?: number; problem: string }[] = [
  { starts: 'PK\x03\x04', problem: 'this is a zip archive or a spreadsheet; unpack it, or export it as CSV' },
  { starts: 'ElfFile\0', problem: 'this is an event log of Windows (.evtx); export it as XML or CSV' },
  { starts: 'PAR1', problem: 'this is a Parquet file; export it as JSON or CSV' },
  { starts: 'Obj\x01', problem: 'this is an Avro file; export it as JSON or CSV' },
  { starts: 'BZh', problem: 'bzip2 is not read; unpack it, or pack it with gzip' },
  { starts: '\xfd7zXZ\0', problem: 'xz is not read; unpack it, or pack it with gzip' },
  { starts: '7z\xbc\xaf\x27\x1c', problem: 'this is a 7-Zip archive; unpack it' },
  { starts: 'SQLite format 3\0', problem: 'this is a database; export it as JSON or CSV' },
  { starts: '%PDF-', problem: 'this is a PDF' },
  { starts: 'ustar', at: 257, problem: 'this is a tar archive; unpack it' },
];
const webPage = /^\s*<!doctype html|^\s*<html[\s>]/i;
/** Text may hold a stray NUL; a file of nothing else but text seldom has this many. */
const zerosOfBinary = 8;

/** Why a file can hold no log, by its first bytes (unpacked, and UTF-8); `null` if it may. */
export function whyNotALog(head: Buffer): string | null {
  const start = head.subarray(0, 4_096);
  const text = start.toString('latin1');
  const kind = kinds.find(({ starts, at = 0 }) => text.startsWith(starts, at));
  if (kind !== undefined) return kind.problem;
  if (webPage.test(text)) return 'this is a web page';
  let zeros = 0;
  for (const byte of start) if (byte === 0) zeros++;
  return zeros >= zerosOfBinary ? 'this is no text' : null;
}
