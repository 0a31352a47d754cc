import { checkSpec } from '#core/chart/gate';
import { CAPS } from '#core/chart/gate-rules';
import { sizeFault } from '#core/chart/gate-sizes';
import { silenceDrawing } from '#core/chart/spoken';
import { chartConfig } from '#core/chart/theme';
import type { ChartView, JsonObject } from '#core/model/presentation';
import { themeFont, themeParams } from './theme';
import { ChartError, type DrawOptions } from './types';

/** Under this width the narrow spec is drawn, when there is one. Pixels. */
export const NARROW = 560;

/** The spec that is drawn at a width. */
export const specFor = (view: ChartView, width: number): JsonObject => (width < NARROW && view.narrow ? view.narrow : view.spec);

/** The rows that a spec, which passed the gate, is drawn with. Throws `ChartError`. */
export function rowsFor(view: ChartView, width: number, spec: JsonObject = specFor(view, width)): JsonObject[] {
  const tooMuch = sizeFault(spec, view.rows);
  if (tooMuch !== null) throw new ChartError('gate', tooMuch);
  return view.rows.slice(0, CAPS.rows).map((row) => ({ ...row }));
}

/** The gated spec for a width and theme, with the page's colours as params and the rows put in. Throws `ChartError`. */
export function buildSpec(view: ChartView, options: DrawOptions, element: HTMLElement, width: number): JsonObject {
  const checked = checkSpec(specFor(view, width));
  if (!checked.ok) throw new ChartError('gate', String(checked.issues[0]?.values?.what ?? ''));
  const values = rowsFor(view, width, checked.value);
  const own = Array.isArray(checked.value.params) ? checked.value.params : [];
  return {
    ...silenceDrawing(checked.value),
    params: [...themeParams(options.theme, element).map((param) => ({ ...param })), ...own],
    config: chartConfig(themeFont(element)),
    data: { name: 'rows', values },
  };
}
