import type { Locale } from '#core/messages/text';
import type { ChartView } from '#core/model/presentation';
import type { ChartHandle } from '#edge/draw/types';

/** Pixels of a chart that takes what there is. */
const WIDTH = 960;

/** PX3: the wide form alone. */
function wideOf(view: ChartView): ChartView {
  const { narrow: _narrow, ...wide } = view;
  return wide;
}

/** A place off screen in a theme of its own, as long as `work` needs it. */
export async function offScreen<T>(theme: 'light' | 'dark', work: (place: HTMLElement) => Promise<T>): Promise<T> {
  const place = document.createElement('div');
  place.dataset.theme = theme;
  place.inert = true;
  place.ariaHidden = 'true';
  place.className = 'no-print';
  place.style.cssText = `position:fixed;inset:0 auto auto -20000px;width:${WIDTH}px`;
  document.body.append(place);
  try {
    return await work(place);
  } finally {
    place.remove();
  }
}

/** Draws a chart at a place, lets `take` have it, and takes it away. Rejects with `ChartError` where it cannot be drawn. */
export async function drawApart<T>(
  view: ChartView,
  look: { readonly locale: Locale; readonly theme: 'light' | 'dark' },
  place: HTMLElement,
  take: (handle: ChartHandle) => Promise<T>,
): Promise<T> {
  const { mountChart } = await import('#edge/draw/mount');
  const host = document.createElement('div');
  host.style.width = `${typeof view.spec.width === 'number' ? view.spec.width : WIDTH}px`;
  place.append(host);
  const handle = await mountChart(host, wideOf(view), look);
  try {
    return await take(handle);
  } finally {
    handle.destroy();
    host.remove();
  }
}
