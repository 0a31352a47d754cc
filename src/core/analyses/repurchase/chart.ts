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
  const right = narrow ? 112 : 176;
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
        transform: only("datum.kind === 'line'"),
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
          limit: right - 10,
          fontSize: narrow ? 11.5 : 13,
          fontWeight: { expr: "datum.tone === 'value' ? 400 : 600" },
          color: TONE,
        },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
      {
        transform: only("datum.kind === 'tick'"),
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
  const left = narrow ? 0 : 210;
  const x: JsonObject = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { zero: true, nice: false, range: [left, { expr: `width - ${narrow ? 4 : 110}` }] },
  };
  const y: JsonObject = { field: 'y', type: 'quantitative', axis: null, scale: { domain: [-0.5, 4.5], range: [0, 5 * STEP], nice: false } };
  const at = (pixels: number): JsonObject => ({ ...y, offset: pixels });
  const text = (field: string, mark: JsonObject, place: JsonObject): JsonObject => ({
    transform: only("datum.kind === 'stage'"),
    mark: { type: 'text', baseline: 'middle', ...mark },
    encoding: { ...place, text: { field, type: 'nominal' } },
  });
  const bar = narrow ? 2 : -10;
  return {
    data: { name: 'rows' },
    width: 'container',
    height: 5 * STEP,
    layer: [
      {
        transform: only("datum.kind === 'stage'"),
        mark: { type: 'bar', height: narrow ? 14 : 22, yOffset: bar, color: { expr: "datum.tone === 'said' ? accent : unknown" } },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      text(
        'label',
        { align: 'left', fontWeight: 500, color: paint('ink'), limit: narrow ? 230 : left - 16 },
        { x: { value: 0 }, y: at(narrow ? -16 : bar) },
      ),
      text(
        'name',
        { align: narrow ? 'right' : 'left', dx: narrow ? 0 : 8, color: paint('ink2') },
        narrow ? { x: { value: { expr: 'width' } }, y: at(-16) } : { x, y: at(bar) },
      ),
      text('onward', { align: 'left', color: paint('ink3'), fontSize: narrow ? 11.5 : 13 }, { x: { value: left }, y: at(18) }),
    ],
  };
}

export const stageSpec = stages(false);
export const narrowStageSpec = stages(true);
