import type { Chart } from 'chart.js';

/** A drag shorter than this is a click. */
const dragMinPx = 6;

/**
 * Lets a part of a chart be drawn out with the mouse: a band follows the pointer, and letting go calls back with the
 * first and the last bucket in it. Touch is left alone, since there a drag scrolls the page. Returns what takes it
 * away again; `wasDragged` tells whether the click under way ends a drag.
 */
export function addBrush(chart: Chart, onBrush: (first: number, last: number) => void) {
  const { canvas } = chart;
  const band = document.createElement('div');
  Object.assign(band.style, {
    position: 'absolute',
    pointerEvents: 'none',
    background: 'var(--accent)',
    opacity: '0.16',
    display: 'none',
  });
  canvas.parentElement?.append(band);
  let startPx: number | null = null;
  let dragged = false;

  const within = (event: PointerEvent) => {
    const { left, right } = chart.chartArea;
    return Math.min(Math.max(event.clientX - canvas.getBoundingClientRect().left, left), right);
  };
  const placeAt = (px: number) => Number(chart.scales.x?.getValueForPixel(px) ?? 0);
  const end = () => {
    startPx = null;
    band.style.display = 'none';
  };
  const onDown = (event: PointerEvent) => {
    dragged = false;
    if (event.pointerType === 'mouse' && event.button === 0) startPx = within(event);
  };
  const onMove = (event: PointerEvent) => {
    if (startPx === null) return;
    const nowPx = within(event);
    if (!dragged && Math.abs(nowPx - startPx) < dragMinPx) return;
    dragged = true;
    const { top, height } = chart.chartArea;
    Object.assign(band.style, {
      display: 'block',
      left: `${Math.min(startPx, nowPx)}px`,
      width: `${Math.abs(nowPx - startPx)}px`,
      top: `${top}px`,
      height: `${height}px`,
    });
  };
  const onUp = (event: PointerEvent) => {
    const fromPx = startPx;
    end();
    if (fromPx === null || !dragged) return;
    const places = [placeAt(fromPx), placeAt(within(event))].sort((a, b) => a - b);
    onBrush(places[0] ?? 0, places[1] ?? 0);
  };
  canvas.addEventListener('pointerdown', onDown);
  // On the window: a drag may end beside the chart.
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', end);
  return {
    wasDragged: () => dragged,
    remove: () => {
      band.remove();
      canvas.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', end);
    },
  };
}
