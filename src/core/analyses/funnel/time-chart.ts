import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

export const HEIGHT = 300;
const PLOT = [36, 262] as const;

/** Text below the axis and upright lines with their words, the same for both charts of times. */
function frame(narrow: boolean): { x: JsonObject; y: JsonObject; layers: JsonObject[] } {
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, domain: [0, 1], range: [8, { expr: 'width - 28' }] },
  };
  const y = { field: 'y', type: 'quantitative', title: null, scale: { zero: true, nice: 4, range: [PLOT[1], PLOT[0]] } };
  const layers = [
    {
      transform: [{ filter: `datum.kind === 'mark' && isValid(datum.${narrow ? 'short' : 'label'})` }],
      mark: { type: 'rule', color: paint('ink'), strokeWidth: 1, strokeDash: [2, 3] },
      encoding: { x, y: { value: 22 }, y2: { value: PLOT[1] } },
    },
    {
      transform: [{ filter: `datum.kind === 'mark' && isValid(datum.${narrow ? 'short' : 'label'})` }],
      mark: {
        type: 'text',
        baseline: 'bottom',
        align: { expr: "datum.x > 0.7 ? 'right' : 'left'" },
        dx: { expr: 'datum.x > 0.7 ? -4 : 4' },
        fontWeight: 600,
        color: paint('ink'),
      },
      encoding: { x, y: { value: 32 }, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
    },
    {
      transform: [{ filter: `datum.kind === '${narrow ? 'tick_narrow' : 'tick'}'` }],
      mark: { type: 'text', baseline: 'bottom', align: { expr: "datum.x === 0 ? 'left' : 'center'" }, color: paint('ink3') },
      encoding: { x, y: { value: HEIGHT - 6 }, text: { field: 'label', type: 'nominal' } },
    },
  ];
  return { x, y, layers };
}

const whole = (layer: JsonObject[]): JsonObject => ({ data: { name: 'rows' }, width: 'container', height: HEIGHT, layer });

/** How many took how long: a bar for each bin. */
function histogram(narrow: boolean): JsonObject {
  const { x, y, layers } = frame(narrow);
  const tip = { field: 'tip', type: 'nominal' };
  const count = { ...y, axis: { tickCount: 4, format: ',f' } };
  return whole([
    {
      transform: [{ filter: "datum.kind === 'bar'" }],
      mark: { type: 'rect', color: paint('accent'), stroke: paint('paper'), strokeWidth: 1 },
      encoding: { x, x2: { field: 'x2' }, y: count, y2: { field: 'y2' }, tooltip: tip, description: tip },
    },
    ...layers,
  ]);
}

/** The share that has converted after so long, with its interval. */
function curve(narrow: boolean): JsonObject {
  const { x, y, layers } = frame(narrow);
  const share = { ...y, axis: { tickCount: 4, format: '.0%' } };
  const tip = { field: 'tip', type: 'nominal' };
  const order = { field: 'x', type: 'quantitative' };
  return whole([
    {
      transform: [{ filter: "datum.kind === 'curve' && isValid(datum.low)" }],
      mark: { type: 'area', interpolate: 'step-after', color: paint('accent'), opacity: 0.14 },
      encoding: { x, y: { ...share, field: 'low' }, y2: { field: 'high' }, order },
    },
    {
      transform: [{ filter: "datum.kind === 'curve'" }],
      mark: { type: 'line', interpolate: 'step-after', color: paint('accent'), strokeCap: 'butt' },
      encoding: { x, y: share, order },
    },
    {
      transform: [{ filter: "datum.kind === 'point'" }],
      mark: { type: 'point', filled: true, opacity: 1, size: 34, color: paint('accent') },
      encoding: { x, y: share, tooltip: tip, description: tip },
    },
    ...layers,
  ]);
}

export const timeSpec = histogram(false);
export const timeNarrow = histogram(true);
export const curveSpec = curve(false);
export const curveNarrow = curve(true);
