import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import type { NextRequest } from 'next/server';
import { downloadTables } from '@/downloads/tables';
import { allRows, toCsv, toJson } from '@/downloads/to-file';
import { readFault } from '@/lib/api-fault';
import { getNow } from '@/lib/request';
import type { SearchParams } from '@/lib/view';

/** Any table as a file: `/export/errors.csv?range=7d`, with the parameters of the page that shows it. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params;
  const [, name = '', kind = ''] = /^([a-z-]+)\.(csv|json)$/.exec(file) ?? [];
  const table = Object.hasOwn(downloadTables, name) ? downloadTables[name] : undefined;
  if (table === undefined) return say(404, 'There is no such table.');
  const now = getNow();
  const pageAt = table(readParams(request.nextUrl.searchParams), now);
  let first: Awaited<ReturnType<typeof pageAt>>;
  try {
    first = await pageAt(undefined);
  } catch (error) {
    const fault = error instanceof Error && 'digest' in error ? readFault(String(error.digest)) : null;
    // What is not a fault of the API is Next's own: a way to the sign-in page, or nothing found.
    if (fault === null) throw error;
    return say(502, 'Turnaway could not read this table. Try again in a few seconds.');
  }
  // Later pages are read while the file is sent: still as this request, with its session.
  const asThisRequest = AsyncLocalStorage.snapshot();
  const rows = allRows(first, (cursor) => asThisRequest(pageAt, cursor));
  const columns = Object.keys(first.items[0] ?? {});
  const body = kind === 'csv' ? toCsv(rows, columns) : toJson(rows);
  return new Response(Readable.toWeb(body) as ReadableStream, {
    headers: {
      'content-type': kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="turnaway-${name}-${now.toISOString().slice(0, 10)}.${kind}"`,
      'cache-control': 'no-store',
    },
  });
}

function readParams(query: URLSearchParams): SearchParams {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function say(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
