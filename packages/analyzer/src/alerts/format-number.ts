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

/** A stretch of minutes as it stands in a sentence: `40 minutes`, `1 hour 35 minutes`, `2 days 3 hours`. */
export function formatMinutes(minutes: number): string {
  const rounded = Math.round(minutes);
  const days = Math.floor(rounded / 1_440);
  const hours = Math.floor((rounded % 1_440) / 60);
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    // Of days nobody wants to know the minutes.
    [days > 0 ? 0 : rounded % 60, 'minute'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => formatCount(count, unit));
  return said.length === 0 ? 'less than a minute' : said.join(' ');
}

/** A share from 0 to 1 as it stands in a sentence: `12%`, `0.4%`. */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)}%`;
}
