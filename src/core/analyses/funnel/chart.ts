import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';
import { heightOf, NARROW, WIDE, type Layout } from './layout';

/** Bars in the order of the steps; behind each, pale, the step before. */
function makeSpec(layout: Layout, steps: number): JsonObject {
  const height = heightOf(layout, steps);
  // Names and figures keep their room where the chart is less wide than its layout; only the bars shrink.
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: {
      domain: layout.narrow ? [0, layout.width] : [0, layout.left, layout.right, layout.width],
      range: layout.narrow
        ? [0, { expr: 'width' }]
        : [0, layout.left, { expr: `width - ${layout.width - layout.right}` }, { expr: 'width' }],
      zero: false,
      nice: false,
    },
  };
  const y = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [0, height], range: [0, height], zero: false, nice: false } };
  const box = { x, y, x2: { field: 'x2' }, y2: { field: 'y2' } };
  const only = (kind: string): JsonObject[] => [{ filter: `datum.kind === '${layout.prefix}${kind}'` }];
  const tip = { field: 'tip', type: 'nominal' };
  const bar = (kind: string, mark: JsonObject): JsonObject => ({
    transform: only(kind),
    mark: { type: 'rect', ...mark },
    encoding: { ...box, tooltip: tip, description: tip },
  });
  const text = (kind: string, mark: JsonObject): JsonObject => ({
    transform: only(kind),
    mark: { type: 'text', baseline: 'middle', ...mark },
    encoding: { x, y, text: { field: 'label', type: 'nominal' } },
  });
  const ink = { color: paint('ink') };
  const figures = layout.narrow
    ? [text('note', { align: 'left', color: paint('ink2'), fontSize: 12 })]
    : [
        text('head_left', { align: 'left', color: paint('ink3') }),
        text('head_right', { align: 'right', color: paint('ink3') }),
        text('rate', { align: 'right', fontWeight: 600, ...ink }),
        text('range', { align: 'right', color: paint('ink3') }),
      ];
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    layer: [
      bar('pale', { color: paint('line') }),
      bar('bar', { color: paint('accent') }),
      bar('running', { color: paint('paper'), stroke: paint('accent'), strokeWidth: 1.5 }),
      { transform: only('hatch'), mark: { type: 'rule', strokeWidth: 1, color: paint('accent') }, encoding: box },
      text('name', { align: 'left', fontWeight: 600, limit: layout.narrow ? 280 : 205, ...ink }),
      text('units', { align: 'right', ...ink }),
      ...figures,
    ],
  };
}

export const wideSpec = (steps: number): JsonObject => makeSpec(WIDE, steps);
export const narrowSpec = (steps: number): JsonObject => makeSpec(NARROW, steps);
