// Made once: to make one takes longer than all else that judging does.
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A count or a mean as it stands in a sentence: `1,204`, `3.5`. */
export function formatNumber(value: number): string {
  return (value < 10 ? oneDigit : whole).format(value);
}

/** A number of things as it stands in a sentence: `1 account`, `1,204 accounts`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** A share from 0 to 1 as it stands in a sentence: `12%`, `0.4%`. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)}%`;
}
