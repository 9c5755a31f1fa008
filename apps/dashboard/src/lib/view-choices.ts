import type { ErrorGroupSort } from '@turnaway/contracts/error-groups';
import type { TrendDimension } from '@turnaway/contracts/readings';

/** What a trend can be stacked by; the first is the usual one. */
export const trendDimensions = [
  'cause',
  'source',
  'system',
  'app',
  'code',
  'outcome',
] as const satisfies TrendDimension[];

/** What errors can be sorted by; the first is the usual one. */
export const errorSorts = ['events', 'people', 'change', 'newest'] as const;

/** What error groups can be sorted by; the first is the usual one. */
export const groupSorts = [
  'events',
  'people',
  'change',
  'newest',
  'state',
] as const satisfies ErrorGroupSort[];

/** Which error groups are shown: all that somebody may have to do something about, or those of one state. */
export const groupTabs = [
  'unresolved',
  'new',
  'escalating',
  'regressed',
  'ignored',
  'resolved',
  'mine',
] as const;
