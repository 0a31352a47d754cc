import type { JsonObject } from '#core/model/presentation';
import { paint } from './tokens';

const small = { labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal', labelFontWeight: 'normal' };

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
    legend: { disable: true },
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
      category: [1, 2, 3, 4, 5].map((step) => paint(`cat${step}` as 'cat1')),
      heatmap: [1, 2, 3, 4, 5, 6, 7].map((step) => paint(`seq${step}` as 'seq1')),
      ramp: [1, 2, 3, 4, 5, 6, 7].map((step) => paint(`seq${step}` as 'seq1')),
      diverging: [1, 2, 3, 4, 5, 6, 7].map((step) => paint(`div${step}` as 'div1')),
    },
  };
}
