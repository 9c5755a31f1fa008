import { getSummary } from './api';
import { ApiFault } from './api-fault';
import { type Change, formatChange } from './format';
import { settle } from './settle';
import { hasNothing } from './stands-out';
import type { View } from './view';

const nothingBefore: Change = { text: 'no data before', tone: 'none' };

/**
 * Writes how counts moved against the period before. Where nothing at all was counted then, in no app and by no code,
 * “from 0” would say that nobody was turned away: it says that there is no data.
 */
export async function changeSince(
  view: View,
  rows: readonly { eventsBefore: number }[],
): Promise<(now: number, before: number) => Change> {
  if (rows.some(({ eventsBefore }) => eventsBefore > 0)) return formatChange;
  const all = await settle(getSummary({ ...view, filter: {} }));
  const hasData = all instanceof ApiFault || !hasNothing(all.countsBefore);
  return hasData ? formatChange : () => nothingBefore;
}
