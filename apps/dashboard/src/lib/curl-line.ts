/** The command that sends the example log; without a key it takes it from a variable. */
export function curlLine(publicUrl: string, key: string | null): string {
  const base = publicUrl.replace(/\/+$/, '');
  return [
    `curl ${base}/ingest \\`,
    `  -H "Authorization: Bearer ${key ?? '$TURNAWAY_INGEST_KEY'}" \\`,
    '  -H "Content-Type: application/x-ndjson" \\',
    '  --data-binary @examples/entra-signins.ndjson',
  ].join('\n');
}
