import { parse, View, type Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { chartConfig } from '#core/chart/theme';
import { TOKENS } from '#core/chart/tokens';
import type { Row } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';

/** Vega-Lite says so of every param beside a box plot, also of the theme's colours, which select nothing and do arrive. */
const TOKENS_ARE_NO_SELECTION = 'Selection not supported for boxplot yet.';
/** Its optimiser gave up merging equal steps, which it does with box plots in panels; the chart is the same. */
const NOT_OPTIMISED = 'Maximum optimization runs(5) reached.';

/** The Vega spec, which Vega itself can read, of a chart over rows, with the theme's config and black for every token, and all that Vega-Lite complained of. */
export function compileChart(
  spec: JsonObject,
  rows: readonly Row[],
): { readonly warnings: string[]; readonly vega: Record<string, unknown> } {
  const warnings: string[] = [];
  const note = (...words: unknown[]) => {
    const text = words.join(' ');
    if (text !== TOKENS_ARE_NO_SELECTION && text !== NOT_OPTIMISED) warnings.push(text);
    return logger;
  };
  const logger = { level: () => logger, warn: note, info: () => logger, debug: () => logger, error: note } as never;
  const own = Array.isArray(spec.params) ? spec.params : [];
  const params = [...TOKENS.map((name) => ({ name, value: 'black' })), ...own];
  const whole = { ...spec, params, data: { name: 'rows', values: rows }, config: chartConfig('sans-serif') } as unknown as TopLevelSpec;
  const vega = compile(whole, { logger }).spec;
  // Vega-Lite lets pass what Vega then refuses.
  parse(vega);
  return { warnings, vega: vega as unknown as Record<string, unknown> };
}

/** The picture that Vega would draw, without a page: its texts are those of axes, legends and marks. */
export async function drawnSvg(spec: JsonObject, rows: readonly Row[]): Promise<string> {
  const { vega } = compileChart(
    { ...spec, width: 400 },
    rows.map((row) => ({ ...row })),
  );
  const view = new View(parse(vega as Spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** The data of the marks that Vega would draw, computed by Vega itself without a page. */
export async function drawnData(spec: JsonObject, rows: readonly Row[]): Promise<readonly Record<string, unknown>[]> {
  const { vega } = compileChart(
    { ...spec, width: 400 },
    rows.map((row) => ({ ...row })),
  );
  const view = new View(parse(vega as Spec), { renderer: 'none' });
  await view.runAsync();
  const names = (vega.data as { name: string }[]).map(({ name }) => name);
  const data = view.data(names.at(-1)!) as Record<string, unknown>[];
  view.finalize();
  return data;
}
