import { paint } from '#core/chart/tokens';
import type { JsonObject, JsonValue } from '#core/model/presentation';

interface Layout {
  readonly narrow: boolean;
  /** Left edge of the bars, and room at the right for their words. */
  readonly left: number;
  readonly right: number;
  readonly row: number;
}
const WIDE: Layout = { narrow: false, left: 200, right: 180, row: 58 };
const NARROW: Layout = { narrow: true, left: 0, right: 132, row: 76 };

const only = (test: string): JsonValue => [{ filter: test }];
export const heightOf = (tiers: number): number => tiers * WIDE.row;

/** Two bars a tier, its share of revenue above its share of customers; where it is narrow the name stands above them. */
function makeSpec(tiers: number, { narrow, left, right, row }: Layout): JsonObject {
  const x = {
    field: 'x',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, 1], nice: false, zero: false, range: [left, { expr: `width - ${right}` }] },
  };
  const y = {
    field: 'row',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, tiers], nice: false, zero: false, range: [0, tiers * row] },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const top = narrow ? 24 : 8;
  const bar = (kind: string, dy: number, color: JsonValue, opacity: JsonValue = 1): JsonObject[] => [
    {
      transform: only(`datum.kind === '${kind}'`),
      mark: { type: 'bar', orient: 'horizontal', height: 16, yOffset: dy + 8, color, opacity },
      encoding: { x, x2: { datum: 0 }, y, tooltip: tip, description: tip },
    },
    {
      transform: only(`datum.kind === '${kind}'`),
      mark: {
        type: 'text',
        align: 'left',
        baseline: 'middle',
        dx: 6,
        dy: dy + 8,
        color: { expr: kind === 'revenue' ? 'ink' : 'ink3' },
        fontWeight: { expr: "datum.said && datum.kind === 'revenue' ? 600 : 400" },
      },
      encoding: { x, y, text: { field: narrow ? 'short' : 'label', type: 'nominal' } },
    },
  ];
  return {
    data: { name: 'rows' },
    width: 'container',
    height: tiers * row,
    layer: [
      ...bar('revenue', top, paint('accent'), { expr: 'datum.said ? 1 : 0.55' }),
      ...bar('customers', top + 20, paint('unknown')),
      {
        transform: only("datum.kind === 'name'"),
        mark: {
          type: 'text',
          align: narrow ? 'left' : 'right',
          baseline: 'middle',
          dy: narrow ? 12 : 26,
          limit: narrow ? 300 : left - 24,
          fontWeight: 600,
          color: paint('ink'),
        },
        encoding: { x: { value: narrow ? 0 : left - 14 }, y, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}

export const wideSpec = (tiers: number): JsonObject => makeSpec(tiers, WIDE);
export const narrowSpec = (tiers: number): JsonObject => makeSpec(tiers, NARROW);
