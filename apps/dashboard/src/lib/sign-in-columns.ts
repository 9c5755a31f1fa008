/** What the list of sign-ins can show beside the time, in its order, with the fields of a file that tell the same. */
const columns = {
  user: { label: 'Person', fields: ['user', 'user_id'] },
  app: { label: 'App', fields: ['app', 'app_id'] },
  code: { label: 'What happened', fields: ['code', 'meaning', 'outcome'] },
  reason: { label: 'In the log’s own words', fields: ['reason_text'] },
  cause: { label: 'Cause', fields: ['cause'] },
  source: { label: 'Issued by', fields: ['issued_by'] },
  actor: { label: 'Whose move', fields: ['whose_move'] },
  ip: { label: 'Address', fields: ['ip'] },
  country: { label: 'Country', fields: ['country'] },
  city: { label: 'City', fields: ['city'] },
  resource: { label: 'Resource', fields: ['resource'] },
  client: { label: 'Client', fields: ['client'] },
  device: { label: 'Device', fields: ['device'] },
  policy: { label: 'Policy', fields: ['policies'] },
  interactive: { label: 'At the screen', fields: ['interactive'] },
  correlation: { label: 'Correlation id', fields: ['correlation_id', 'request_id', 'event_id'] },
  feed: { label: 'Feed', fields: ['feed'] },
} as const;
export type SignInColumn = keyof typeof columns;

export const signInColumns = Object.keys(columns) as SignInColumn[];
/** What is shown to whoever has chosen nothing. */
export const usualSignInColumns: readonly SignInColumn[] = ['user', 'app', 'code', 'cause', 'ip', 'country'];

export function signInColumnLabel(column: SignInColumn): string {
  return columns[column].label;
}

/** Reads `user,app,cause` of an address or a cookie; `null` if no column is named in it. */
export function readSignInColumns(text: string | undefined): readonly SignInColumn[] | null {
  const named = new Set(text?.split(','));
  const chosen = signInColumns.filter((column) => named.has(column));
  return chosen.length === 0 ? null : chosen;
}

/** The choice with one column more or less, as an address holds it. */
export function toggleSignInColumn(chosen: readonly SignInColumn[], column: SignInColumn): string {
  return signInColumns.filter((one) => chosen.includes(one) !== (one === column)).join(',');
}

/** The names of the fields that a file with these columns has; the time is always among them. */
export function fileFieldsOf(chosen: readonly SignInColumn[]): ReadonlySet<string> {
  return new Set(['occurred_at', ...chosen.flatMap((column) => columns[column].fields)]);
}
