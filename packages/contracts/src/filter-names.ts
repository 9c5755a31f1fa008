/** The filters that every reading of sign-ins takes, by their names in queries and addresses. */
export const signInFilterNames = [
  'system',
  'code',
  'cause',
  'source',
  'outcome',
  'app',
  'feed',
  'user',
  'ip',
  'country',
  'client',
  'device',
  'policy',
  'interactive',
] as const;

/** The app of what a log names none for, in filters, breakdowns and error groups. */
export const noApp = '(none)';
