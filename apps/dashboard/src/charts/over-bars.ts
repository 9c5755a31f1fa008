import type { Chart, ChartType, Plugin } from 'chart.js';

interface OverBars {
  /** The bucket that is not over yet, and the veil over it. */
  filling: { place: number; color: string } | null;
  marks: { place: number; color: string }[];
  /** From here on down the lines of marks are drawn; above stand their names. */
  marksFromPx: number;
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    overBars: OverBars;
  }
}

const dash = [2, 3];
const dashPx = 5;

/** What is drawn over the bars: a veil over the bucket that is not over yet, and the lines of marks. */
export const overBars: Plugin<'bar' | 'line', OverBars> = {
  id: 'overBars',
  afterDatasetsDraw(chart, _args, { filling, marks, marksFromPx }) {
    const { ctx, chartArea } = chart;
    ctx.save();
    if (filling !== null) {
      const left = Math.max(pxOf(chart, filling.place - 0.5), chartArea.left);
      const right = Math.min(pxOf(chart, filling.place + 0.5), chartArea.right);
      ctx.fillStyle = filling.color;
      // Not over the names, which are to be read.
      ctx.fillRect(left, chartArea.top + marksFromPx, right - left, chartArea.height - marksFromPx);
    }
    ctx.setLineDash(dash);
    ctx.lineWidth = 1;
    for (const { place, color } of marks) {
      // On a whole pixel, as the line behind the bars is.
      const x = Math.round(pxOf(chart, place) - 0.5) + 0.5;
      ctx.beginPath();
      ctx.strokeStyle = color;
      // On a whole dash, so that it goes on the line that stands behind the bars.
      ctx.moveTo(x, chartArea.top + Math.ceil(marksFromPx / dashPx) * dashPx);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
    }
    ctx.restore();
  },
};

function pxOf(chart: Chart<'bar' | 'line'>, place: number): number {
  return chart.scales.x?.getPixelForValue(place) ?? 0;
}
