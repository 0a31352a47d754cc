import type { Locale } from '#core/messages/text';
import type { ChartView } from '#core/model/presentation';
import { drawApart, offScreen } from '../picture/draw-apart';
import type { DrawnChart, SnapshotLook } from './types';

const NAMES = ['paper', 'wash', 'ink', 'ink-2', 'ink-3', 'line', 'control', 'accent', 'on-accent', 'soft', 'unknown', 'font', 'mono'];

function lookAt(place: HTMLElement): Record<string, string> {
  const style = getComputedStyle(place);
  return Object.fromEntries(NAMES.map((name) => [`--${name}`, style.getPropertyValue(`--${name}`).trim()]));
}

/** The page's own look in both themes; there is no second copy of it. */
export const readLook = (): Promise<SnapshotLook> =>
  offScreen('light', async (light) => ({ light: lookAt(light), dark: await offScreen('dark', async (dark) => lookAt(dark)) }));

/** Draws charts for both themes; null where one cannot be drawn. Each chart lets the page go on. */
export async function drawCharts(views: readonly ChartView[], locale: Locale): Promise<readonly (DrawnChart | null)[]> {
  const drawn: (DrawnChart | null)[] = [];
  for (const view of views) {
    const draw = (theme: 'light' | 'dark') =>
      offScreen(theme, (place) => drawApart(view, { locale, theme }, place, (handle) => handle.svg()));
    try {
      drawn.push({ light: await draw('light'), dark: await draw('dark') });
    } catch (error) {
      console.error(error);
      drawn.push(null);
    }
  }
  return drawn;
}
