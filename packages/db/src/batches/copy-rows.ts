import type pg from 'pg';

/** A row's values, as PostgreSQL reads them in text. */
export type CopiedRow = readonly (string | null)[];

/**
 * Appends rows by COPY, in the caller's transaction: PostgreSQL takes them in without arrays in between and writes many
 * to a page at once. `statement` is the text of a `copy … from stdin`, which may follow other statements; nothing of a
 * caller's text belongs into it. Rejects as any query does, and then nothing of the rows is there.
 */
export function copyRows(
  client: pg.ClientBase,
  statement: string,
  rows: readonly CopiedRow[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new Copy(statement, rows, resolve, reject));
  });
}

/** What of the driver's connection a copy needs; its types leave it out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A query as the driver runs it: it calls these as the server answers. */
class Copy implements pg.Submittable {
  constructor(
    private readonly statement: string,
    private readonly rows: readonly CopiedRow[],
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.rows.map(lineOf).join('')));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // Each statement of the text says that it is done; the server is ready after the last.
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve();
  }
}

function lineOf(row: CopiedRow): string {
  let line = '';
  for (const value of row) line += `${line === '' ? '' : '\t'}${value === null ? '\\N' : escaped(value)}`;
  return `${line}\n`;
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Nearly no value holds what means something in the format. */
function escaped(value: string): string {
  return special.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => escapes[mark] ?? mark) : value;
}
