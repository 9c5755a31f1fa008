import type { Summary } from '@turnaway/contracts/readings';
import { getSummary } from './api';
import { ApiFault } from './api-fault';
import { type Change, formatChange } from './format';
import { settle } from './settle';
import type { View } from './view';

const nothingBefore: Change = { text: 'no data before', tone: 'none' };
const littleBefore: Change = { text: 'little data before', tone: 'none' };

/**
 * Writes how counts moved against the period before. Where that was not watched from its beginning, as nothing is in the first days
 * of an install, “from 0” or “×90” would tell of the install and not of the sign-ins: it says that there is no data, or little.
 */
export async function changeSince(
  view: View,
  /** Of the same period under any filter, where that is at hand: mostly it says all that is needed. */
  known?: Pick<Summary, 'isBeforeCovered'>,
): Promise<(now: number, before: number) => Change> {
  if (known?.isBeforeCovered === true) return formatChange;
  const all = await settle(getSummary({ ...view, filter: {} }));
  if (all instanceof ApiFault || all.isBeforeCovered) return formatChange;
  const { successes, failures, interrupts } = all.countsBefore;
  const isEmpty = successes + failures + interrupts === 0;
  return () => (isEmpty ? nothingBefore : littleBefore);
}
