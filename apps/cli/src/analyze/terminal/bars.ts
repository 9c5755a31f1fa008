const eighths = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;
const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A bar of up to `width` columns, in eighths of a column; what is not nothing is seen. */
export function bar(share: number, width: number): string {
  const parts = share > 0 ? Math.max(1, Math.round(Math.min(share, 1) * width * 8)) : 0;
  const rest = parts % 8;
  return '█'.repeat(Math.floor(parts / 8)) + (rest === 0 ? '' : (eighths[rest - 1] ?? ''));
}

/** Columns of `rows` lines, highest line first, scaled to the largest value; a dot for nothing at the bottom. */
export function columns(values: readonly number[], rows: number): string[] {
  const most = Math.max(...values, 1);
  const heights = values.map((value) => (value > 0 ? Math.max(1, Math.round((value / most) * rows * 8)) : 0));
  return Array.from({ length: rows }, (_, line) => {
    const below = (rows - 1 - line) * 8;
    return heights
      .map((height) => {
        const level = Math.min(height - below, 8);
        if (level > 0) return levels[level - 1] ?? '';
        return below === 0 ? '·' : ' ';
      })
      .join('')
      .trimEnd();
  });
}

/** Values of neighbors put together, so that at most `max` are left. */
export function merged(values: readonly number[], max: number): { values: number[]; each: number } {
  const each = Math.max(1, Math.ceil(values.length / max));
  const sums: number[] = [];
  values.forEach((value, index) => {
    const place = Math.floor(index / each);
    sums[place] = (sums[place] ?? 0) + value;
  });
  return { values: sums, each };
}
