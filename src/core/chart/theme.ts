import type { JsonObject } from '#core/model/presentation';
import { paint, type Token } from './tokens';

const small = { labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal', labelFontWeight: 'normal' };

/** Colours of a range. Vega-Lite hands ranges of its config to Vega as they are, and Vega knows expressions as signals only. */
const signals = (...tokens: Token[]): JsonObject[] => tokens.map((token) => ({ signal: token }));

/**
 * The Vega-Lite config of every chart: light grid, no frame, no legend, colours by token. `font` is the page's own
 * family so that figures in charts and in text match.
 */
export function chartConfig(font: string): JsonObject {
  return {
    background: 'transparent',
    font,
    padding: 0,
    view: { stroke: null },
    // Where a chart asks for one, it is set like the axes.
    legend: { ...small, disable: true, labelColor: paint('ink2'), titleColor: paint('ink3') },
    axis: {
      ...small,
      labelColor: paint('ink3'),
      titleColor: paint('ink3'),
      domain: false,
      ticks: false,
      grid: true,
      gridColor: paint('grid'),
      gridWidth: 1,
      labelPadding: 8,
    },
    axisX: { grid: false, domain: true, domainColor: paint('control') },
    header: { ...small, labelColor: paint('ink3'), titleColor: paint('ink3') },
    bar: { color: paint('accent') },
    rect: { color: paint('accent') },
    rule: { color: paint('control') },
    tick: { color: paint('accent') },
    line: { color: paint('accent'), strokeWidth: 2.5, strokeCap: 'round', strokeJoin: 'round' },
    area: { color: paint('accent'), opacity: 0.14 },
    point: { color: paint('accent'), size: 34, filled: true },
    text: { color: paint('ink2'), fontSize: 13 },
    title: { color: paint('ink'), fontSize: 16, fontWeight: 600, anchor: 'start' },
    range: {
      category: signals('cat1', 'cat2', 'cat3', 'cat4', 'cat5'),
      ordinal: signals('seq3', 'seq4', 'seq5', 'seq6', 'seq7'),
      heatmap: { scheme: signals('seq1', 'seq2', 'seq3', 'seq4', 'seq5', 'seq6', 'seq7') },
      ramp: { scheme: signals('seq1', 'seq2', 'seq3', 'seq4', 'seq5', 'seq6', 'seq7') },
      diverging: { scheme: signals('div1', 'div2', 'div3', 'div4', 'div5', 'div6', 'div7') },
    },
  };
}
