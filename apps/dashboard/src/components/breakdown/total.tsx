import type { Breakdown, TotalIs } from '@turnaway/contracts/readings';
import { formatNumber } from '@/lib/format';

type Counted = Pick<Breakdown, 'total' | 'totalIs'>;

const signs: Readonly<Record<TotalIs, { before: string; after: string; why: string | undefined }>> = {
  exact: { before: '', after: '', why: undefined },
  about: { before: '≈', after: '', why: 'They are many, and counted within about 1%.' },
  'at-least': {
    before: '',
    after: '+',
    why: 'At least so many: of the busiest hours and days only the most frequent are kept.',
  },
};

/** How many values a dimension has, with a sign where that is not exact, and why. */
export function Total({ of: { total, totalIs } }: { of: Counted }) {
  return <span title={whyNotExact(totalIs)}>{signed(formatNumber(total), totalIs)}</span>;
}

/** A number as it is written, with a sign where it is not exact: `≈3,012`, `412+`. */
export function signed(written: string, is: TotalIs): string {
  return `${signs[is].before}${written}${signs[is].after}`;
}

/** Why a number is not exact; `undefined` where it is. */
export function whyNotExact(is: TotalIs): string | undefined {
  return signs[is].why;
}

const words: Readonly<Record<TotalIs, string>> = { exact: '', about: 'About ', 'at-least': 'At least ' };

/** The same at the beginning of a sentence: `At least 412 devices`. */
export function totalWords({ total, totalIs }: Counted, title: { one: string; many: string }): string {
  const name = total === 1 ? title.one : title.many;
  return `${words[totalIs]}${formatNumber(total)} ${name.toLowerCase()}`;
}

/** What a list does not have whose total is not exact. */
export const listedWords: Readonly<Record<TotalIs, string | null>> = {
  exact: null,
  about: 'Where they are many, those are listed who are among the most frequent of an hour or a day.',
  'at-least': 'Of the busiest hours and days only the most frequent are kept, and listed here.',
};
