import { readable, readableParams, stepFill } from '#core/chart/readable';
import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';
import { heightOf, NARROW, WIDE, type Layout } from './layout';

/** The heat map for so many cohorts. `n` before a field's name marks the narrow layout's place. */
function makeSpec(layout: Layout, cohorts: number): JsonObject {
  const narrow = layout === NARROW;
  const [px, kindOf] = narrow ? ['n', '_narrow'] : ['', ''];
  // Names and sizes keep their room where the chart is less wide than its layout; only the cells shrink.
  const x = {
    field: `${px}x`,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, layout.left, layout.width], range: [0, layout.left, { expr: 'width' }], zero: false, nice: false },
  };
  const y = {
    field: `${px}y`,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, { expr: 'height' }], range: [0, { expr: 'height' }], zero: false, nice: false },
  };
  const box = { x, y, x2: { field: `${px}x2` }, y2: { field: `${px}y2` } };
  const font = narrow ? 11.5 : 13;
  const shown = `isValid(datum.${px}x)`;
  const is = (...kinds: readonly string[]): string => kinds.map((kind) => `datum.kind === '${kind}'`).join(' || ');
  const tip = { field: 'tip', type: 'nominal' };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: heightOf(layout, cohorts),
    params: readableParams,
    layer: [
      {
        transform: [{ filter: `datum.kind === 'cell' && ${shown}` }],
        mark: { type: 'rect', color: stepFill, stroke: { expr: 'datum.step === 0 ? line : paper' }, strokeWidth: 1 },
        encoding: { ...box, tooltip: tip, description: tip },
      },
      {
        transform: [{ filter: `datum.kind === 'hatch${kindOf}'` }],
        mark: { type: 'rule', strokeWidth: 1, color: paint('line') },
        encoding: box,
      },
      { transform: [{ filter: `datum.kind === 'swatch' && ${shown}` }], mark: { type: 'rect', color: stepFill }, encoding: box },
      {
        transform: [{ filter: `isValid(datum.label) && ${shown}` }],
        mark: {
          type: 'text',
          baseline: 'middle',
          fontSize: font,
          fontWeight: { expr: 'datum.strong ? 600 : 400' },
          align: { expr: `${is('figure', 'head')} ? 'center' : ${is('size', 'head_right')} ? 'right' : 'left'` },
          limit: { expr: `${is('cohort')} ? ${layout.sizeRight - (narrow ? 30 : 46)} : 0` },
          color: { expr: `${is('figure')} ? (${readable.expr}) : ${is('cohort', 'size')} ? (datum.strong ? ink : ink2) : ink3` },
        },
        encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
      },
    ],
  };
}

export const wideSpec = (cohorts: number): JsonObject => makeSpec(WIDE, cohorts);
export const narrowSpec = (cohorts: number): JsonObject => makeSpec(NARROW, cohorts);
