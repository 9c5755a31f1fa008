import { type Chart, Interaction, type InteractionModeFunction, type Plugin } from 'chart.js';

declare module 'chart.js' {
  interface InteractionModeMap {
    /** Nothing under the pointer is drawn in another way. */
    none: InteractionModeFunction;
  }
}
Interaction.modes.none = () => [];

const veilOpacity = 0.06;
/** Pictures of charts without what follows the pointer; of one that has changed since, none. */
const pictures = new WeakMap<Chart, HTMLCanvasElement>();

/**
 * While the pointer moves over a chart, only its tooltip changes, and a veil over the bucket that it is about. The rest
 * is kept as a picture: to draw hundreds of bars anew at every move would take most of a frame.
 */
export const keptPicture: Plugin = {
  id: 'keptPicture',
  beforeDraw(chart) {
    const picture = pictures.get(chart);
    if (picture === undefined) return true;
    const { ctx } = chart;
    ctx.save();
    ctx.resetTransform();
    ctx.drawImage(picture, 0, 0);
    ctx.restore();
    drawVeil(chart);
    chart.notifyPlugins('afterDraw', {});
    // The chart itself need not be drawn.
    return false;
  },
  afterDatasetsDraw(chart) {
    // Without a pointer over it nobody needs its picture.
    if (!chart.tooltip?.opacity) return;
    const picture = document.createElement('canvas');
    picture.width = chart.canvas.width;
    picture.height = chart.canvas.height;
    picture.getContext('2d')?.drawImage(chart.canvas, 0, 0);
    pictures.set(chart, picture);
    drawVeil(chart);
  },
  afterUpdate(chart) {
    pictures.delete(chart);
  },
};

function drawVeil({ ctx, chartArea, scales, tooltip, options }: Chart): void {
  const place = tooltip?.opacity ? tooltip.dataPoints?.[0]?.dataIndex : undefined;
  if (place === undefined || scales.x === undefined) return;
  const left = Math.max(scales.x.getPixelForValue(place - 0.5), chartArea.left);
  const right = Math.min(scales.x.getPixelForValue(place + 0.5), chartArea.right);
  ctx.save();
  ctx.fillStyle = String(options.color);
  ctx.globalAlpha = veilOpacity;
  ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
  ctx.restore();
}
