/** A count or a mean as it stands in a sentence: `1,204`, `3.5`. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** A share from 0 to 1 as it stands in a sentence: `12 %`, `0.4 %`. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)} %`;
}
