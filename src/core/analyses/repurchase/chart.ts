import { paint } from '#core/chart/tokens';
import type { JsonObject } from '#core/model/presentation';

const HEIGHT = { wide: 320, narrow: 260 } as const;
export const CURVES_HEIGHT = HEIGHT.wide + 44;

const only = (test: string): JsonObject[] => [{ filter: test }];
const tip = { field: 'tip', type: 'nominal' };

/** Second, third and fourth order by hue; values grey, the named one in ink. */
const TONE = {
  expr: "datum.tone === 'order_2' ? accent : datum.tone === 'order_3' ? cat2 : datum.tone === 'order_4' ? cat3 : datum.tone === 'named' ? ink : unknown",
};

/** Rising steps over days since the order before; `end` is the last day, `top` the highest share. */
function curves(narrow: boolean, end: number, split: boolean): JsonObject {
  const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const right = narrow ? 124 : 176;
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, end], zero: true, nice: false, range: [0, { expr: `width - ${right}` }] },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: '.0%' },
    scale: { zero: true, nice: true },
  };
  const order = { field: 'x', type: 'quantitative' };
  const detail = { field: 'line', type: 'nominal' };
  const tones = split ? ['value', 'named', 'order_2'] : ['order_4', 'order_3', 'order_2'];
  const inTone = (tone: string): JsonObject =>
    paint(tone === 'order_2' ? 'accent' : tone === 'order_3' ? 'cat2' : tone === 'order_4' ? 'cat3' : tone === 'named' ? 'ink' : 'unknown');
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    padding: { left: 0, right: 0, top: 12, bottom: 28 },
    layer: [
      {
        transform: only("datum.kind === 'guide'"),
        mark: { type: 'rule', color: paint('control'), strokeDash: [3, 4] },
        encoding: { x, y: { value: 0 }, y2: { value: height } },
      },
      ...tones
        .filter((tone) => tone !== 'value')
        .map((tone): JsonObject => ({
          transform: only(`datum.kind === 'line' && datum.tone === '${tone}' && isValid(datum.low)`),
          mark: { type: 'area', color: inTone(tone), opacity: 0.14, interpolate: 'step-after' },
          encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, detail },
        })),
      ...tones.map((tone): JsonObject => ({
        transform: only(`datum.kind === 'line' && datum.tone === '${tone}'`),
        mark: { type: 'line', color: inTone(tone), strokeWidth: tone === 'value' ? 1.25 : 2.25, interpolate: 'step-after' },
        encoding: { x, y, detail, order },
      })),
      {
        transform: only("datum.kind === 'line' && isValid(datum.tip)"),
        mark: { type: 'point', filled: true, size: 120, opacity: 0 },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'name'"),
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'middle',
          dx: 8,
          limit: right - 4,
          fontSize: narrow ? 11.5 : 13,
          fontWeight: { expr: "datum.tone === 'value' ? 400 : 600" },
          color: TONE,
        },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'tick' && isValid(datum.${narrow ? 'short' : 'label'})`),
        mark: { type: 'text', baseline: 'top', align: { expr: "datum.x === 0 ? 'left' : 'center'" }, color: paint('ink3') },
        encoding: { x, y: { value: height + 8 }, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const curveSpec = (end: number, split: boolean): JsonObject => curves(false, end, split);
export const narrowCurveSpec = (end: number, split: boolean): JsonObject => curves(true, end, split);

const STEP = 62;
export const STAGES_HEIGHT = 5 * STEP + 16;

/** One bar a stage; what leads to the next stands below it. */
function stages(narrow: boolean): JsonObject {
  const left = narrow ? 0 : 250;
  const scale = { zero: true, nice: false, range: [left, { expr: `width - ${narrow ? 4 : 120}` }] };
  const x = (field: string): JsonObject => ({ field, type: 'quantitative', axis: null, scale });
  const y = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [-0.5, 4.5], range: [0, 5 * STEP], nice: false, zero: false },
  });
  const text = (field: string, mark: JsonObject, across: JsonObject): JsonObject => ({
    transform: only(`datum.kind === 'stage' && isValid(datum.${field})`),
    mark: { type: 'text', baseline: 'middle', fontSize: narrow ? 12 : 13, ...mark },
    encoding: { x: across, y: y('y'), text: { field, type: 'nominal' } },
  });
  const words = narrow ? -22 : -10;
  return {
    data: { name: 'rows' },
    width: 'container',
    height: 5 * STEP,
    layer: [
      {
        transform: only("datum.kind === 'stage'"),
        mark: { type: 'rect', color: { expr: "datum.tone === 'said' ? accent : unknown" } },
        encoding: {
          x: x('from'),
          x2: { field: 'x' },
          y: y(narrow ? 'thin' : 'top'),
          y2: { field: 'bottom' },
          tooltip: tip,
          description: tip,
        },
      },
      text('label', { align: 'left', dy: words, fontWeight: 500, color: paint('ink'), limit: 240 }, { value: 0 }),
      text(
        'name',
        { align: narrow ? 'right' : 'left', dx: narrow ? 0 : 8, dy: words, color: paint('ink2') },
        narrow ? { value: { expr: 'width' } } : x('x'),
      ),
      text('onward', { align: 'left', dy: 16, color: paint('ink3') }, { value: left }),
    ],
  };
}

export const stageSpec = stages(false);
export const narrowStageSpec = stages(true);
