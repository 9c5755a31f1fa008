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
