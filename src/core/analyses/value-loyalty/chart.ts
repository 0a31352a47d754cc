import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  /** Left edge of the tiles. */
  readonly left: number;
  readonly row: number;
  readonly font: number;
  readonly bar: number;
  /** Longest bar as a part of its tile; its figure follows. */
  readonly reach: number;
}

const WIDE: Layout = { left: 128, row: 118, font: 13, bar: 14, reach: 0.68 };
const NARROW: Layout = { left: 58, row: 112, font: 11.5, bar: 12, reach: 0.5 };
const TOP = 24;
const BOTTOM = 70;

const heightFor = ({ row }: Layout, levels: number): number => TOP + levels * row + BOTTOM;

/** Value upwards, loyalty to the right; each tile has its own two bars. */
function makeSpec(layout: Layout, levels: number): JsonObject {
  const { left, row, font, bar, reach } = layout;
  const bottom = TOP + levels * row;
  const scaleX: JsonObject = { domain: [0, levels], range: [left, { expr: 'width' }], zero: false, nice: false };
  const scaleY: JsonObject = { domain: [0, levels], range: [TOP, bottom], zero: false, nice: false };
  const quantity = (field: string, scale: JsonObject): JsonObject => ({ field, type: 'quantitative', axis: null, scale });
  const [x, y] = [quantity('x', scaleX), quantity('y', scaleY)];
  const only = (...kinds: string[]): JsonValue => [{ filter: kinds.map((kind) => `datum.kind === '${kind}'`).join(' || ') }];
  const label = { field: 'label', type: 'nominal' };
  const tip = { field: 'tip', type: 'nominal' };
  const text = (kind: string, mark: JsonObject, at: JsonObject): JsonObject => ({
    transform: only(kind),
    mark: { type: 'text', fontSize: font, ...mark },
    encoding: { ...at, text: label },
  });
  const inside = { align: 'left', baseline: 'top', xOffset: 12, limit: 150 };
  const barOf = (kind: string, down: number, color: JsonValue): JsonObject[] => {
    const from = 'datum.x + 0.04';
    const to = `datum.x + 0.04 + ${reach} * datum.share`;
    const at = { from: { calculate: from, as: 'begin' }, to: { calculate: to, as: 'end' } };
    const transform = [{ filter: `datum.kind === '${kind}'` }, at.from, at.to];
    return [
      {
        transform,
        mark: { type: 'bar', height: bar, yOffset: down, color, cornerRadiusEnd: 1 },
        encoding: { x: quantity('begin', scaleX), x2: { field: 'end' }, y, tooltip: tip, description: tip },
      },
      {
        transform,
        mark: { type: 'text', align: 'left', baseline: 'middle', xOffset: 6, yOffset: down, fontSize: font, color: paint('ink2') },
        encoding: { x: quantity('end', scaleX), y, text: label },
      },
    ];
  };
  const grey = { color: paint('ink3') };
  const narrow = layout === NARROW;
  const side = { align: 'right', baseline: 'middle', limit: left - 10 };
  return {
    data: { name: 'rows' },
    width: 'container',
    height: heightFor(layout, levels),
    layer: [
      {
        transform: [...(only('tile') as JsonValue[]), { calculate: 'datum.x + 1', as: 'x2' }, { calculate: 'datum.y + 1', as: 'y2' }],
        mark: { type: 'rect', color: { expr: 'datum.best ? soft : wash' }, stroke: paint('paper'), strokeWidth: 4 },
        encoding: { x, x2: { field: 'x2' }, y, y2: { field: 'y2' }, tooltip: tip, description: tip },
      },
      text(
        'name',
        { ...inside, yOffset: 12, fontWeight: 600, color: paint('ink'), ...(narrow ? { xOffset: 7, limit: 92 } : {}) },
        { x, y },
      ),
      text('count', { ...inside, yOffset: 32, color: paint('ink2'), ...(narrow ? { xOffset: 7, limit: 92 } : {}) }, { x, y }),
      ...barOf('customers', row - 46, paint('unknown')),
      ...barOf('revenue', row - 24, paint('accent')),
      text('value', { ...side, yOffset: row / 2 - 9, color: paint('ink2') }, { x: { value: left - 10 }, y }),
      text('value_range', { ...side, yOffset: row / 2 + 9, ...grey }, { x: { value: left - 10 }, y }),
      text('loyalty', { align: 'left', baseline: 'top', xOffset: 4, color: paint('ink2') }, { x, y: { value: bottom + 8 } }),
      text('loyalty_range', { align: 'left', baseline: 'top', xOffset: 4, ...grey }, { x, y: { value: bottom + 26 } }),
      text('axis_loyalty', { align: 'left', baseline: 'top', ...grey }, { x: { value: left + 4 }, y: { value: bottom + 50 } }),
      text('axis_value', { align: 'left', baseline: 'top', ...grey }, { x: { value: narrow ? 0 : left + 4 }, y: { value: 2 } }),
    ],
  };
}

export const wideSpec = (levels: number): JsonObject => makeSpec(WIDE, levels);
export const narrowSpec = (levels: number): JsonObject => makeSpec(NARROW, levels);
export const heightOf = (levels: number): number => heightFor(WIDE, levels);
