import { z } from 'zod';

/** Where an error group stands in its life. An error group is one error code in one app: the unit that people triage. */
export const errorGroupStateSchema = z.enum([
  /** First seen less than 7 days ago, in a system that has been watched for longer than a day; nobody took it up yet. */
  'new',
  'ongoing',
  /** Far more of it within an hour than is usual for it; or it was ignored, and has got worse than was agreed. */
  'escalating',
  /** It was resolved, and has happened again since. */
  'regressed',
  'resolved',
  /** Nothing is to be done about it, until its condition is met. */
  'ignored',
]);
export type ErrorGroupState = z.infer<typeof errorGroupStateSchema>;
