import type { ChartMark, ChartModel } from './chart-model';

/** About how wide a letter of what stands in a chart is. */
export const letterWidthPx = 6.4;
const nameMarginPx = 8;
const rowsMax = 4;
export const markRowPx = 18;

/** Widths of charts that names are placed for; the style sheet shows those of the chart's own width. */
const rooms = [
  // In a narrow chart a long name would lie over all of it.
  { room: 'narrow', leastWidthPx: 320, lengthMax: 28 },
  { room: 'middle', leastWidthPx: 520, lengthMax: 48 },
  { room: 'wide', leastWidthPx: 1_000, lengthMax: 48 },
] as const;
type Room = (typeof rooms)[number];

/** A mark's name, where it stands in charts of one width. */
export interface MarkName {
  mark: ChartMark;
  room: Room['room'];
  text: string;
  /** From the top, beginning at 0. */
  row: number;
  /** About how wide it is. */
  widthPx: number;
}

/** The marks of a chart, each once. */
export function marksOf({ marks }: ChartModel): ChartMark[] {
  return marks.filter(
    ({ place, label }, index) =>
      marks.findIndex((other) => other.place === place && other.label === label) === index,
  );
}

/** How many rows of names have room over the highest value: as many as they take in a wide chart. */
export function markRows(model: ChartModel): number {
  const rows = placed(model, rooms[2]).map(({ row }) => row + 1);
  return Math.min(Math.max(0, ...rows), rowsMax);
}

/** The names of marks. Where too many stand together, the lines alone are drawn. */
export function markNames(model: ChartModel): MarkName[] {
  const rows = markRows(model);
  return rooms.flatMap((room) => placed(model, room)).filter(({ row }) => row < rows);
}

/** Each name stands in the first row in which it comes no nearer to the one before than its width. */
function placed(model: ChartModel, { room, leastWidthPx, lengthMax }: Room): MarkName[] {
  const names = marksOf(model)
    .toSorted((a, b) => a.place - b.place)
    .map((mark) => {
      const text = shortened(mark.label, lengthMax);
      return { mark, room, text, widthPx: Math.ceil(text.length * letterWidthPx) };
    });
  const longestPx = Math.max(...names.map(({ widthPx }) => widthPx), 0);
  const near = ((longestPx + nameMarginPx) / leastWidthPx) * model.labels.length;
  const lastInRow: number[] = [];
  return names.map((name) => {
    const free = lastInRow.findIndex((place) => name.mark.place - place >= near);
    const row = free === -1 ? lastInRow.length : free;
    lastInRow[row] = name.mark.place;
    return { ...name, row };
  });
}

/** As much of a name as there is room for. */
export function shortened(label: string, lengthMax: number): string {
  return label.length > lengthMax ? `${label.slice(0, lengthMax - 1)}…` : label;
}
