import { paint } from '#core/chart/tokens';
import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { saying } from '../words';
import type { Scored } from './scored';

/** Groups that are drawn; more are in the table. */
export const MOST_BARS = 16;

/** Each group with two bars: its share of the customers and of the revenue. A negative revenue has no bar. */
export function barRows(scored: Scored, context: PresentContext): Row[] {
  const say = saying(context);
  const shown = scored.segments.filter(({ customers }) => customers > 0).slice(0, MOST_BARS);
  const longest = Math.max(0.01, ...shown.flatMap(({ share, revenueShare }) => [share ?? 0, revenueShare ?? 0]));
  return shown.flatMap((row, at): Row[] => {
    const name = say(row.label);
    const part = JSON.stringify({ segment: row.segment });
    const bar = (kind: 'customers' | 'revenue', share: number | null): Row => {
      const words = share === null ? '–' : formatAmount({ amount: share, unit: 'rate' }, context);
      const label = say({ key: `rfm_bar_${kind}`, values: { share: { amount: share, unit: 'rate' } } });
      return {
        kind,
        at,
        share: Math.max(0, (share ?? 0) / longest),
        label: at === 0 ? label : words,
        name,
        tip: `${name}: ${label}`,
        part,
      };
    };
    return [
      { kind: 'name', at, share: 0, label: name, name, tip: name, part },
      bar('customers', row.share),
      bar('revenue', row.revenueShare),
    ];
  });
}

const ROW = 44;
const ROW_NARROW = 62;

/** Names beside the bars, or above them where it is narrow. */
function makeSpec(groups: number, narrow: boolean): JsonObject {
  const row = narrow ? ROW_NARROW : ROW;
  const left = narrow ? 0 : 210;
  const end: JsonValue = { expr: narrow ? 'width - 108' : 'width - 130' };
  const top = narrow ? 22 : 2;
  const x = { field: 'share', type: 'quantitative', axis: null, scale: { domain: [0, 1], range: [left, end], zero: true, nice: false } };
  const y = {
    field: 'at',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, groups], range: [0, groups * row], zero: true, nice: false },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const only = (kind: string): JsonValue => [{ filter: `datum.kind === '${kind}'` }];
  const bar = (kind: string, down: number, color: JsonValue): JsonObject[] => [
    {
      transform: only(kind),
      mark: { type: 'bar', height: 12, color, yOffset: down, cornerRadiusEnd: 1 },
      encoding: { x, x2: { datum: 0 }, y, tooltip: tip, description: tip },
    },
    {
      transform: only(kind),
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, yOffset: down, fontSize: narrow ? 11.5 : 13, color: paint('ink2') },
      encoding: { x, y, text: { field: 'label', type: 'nominal' } },
    },
  ];
  return {
    data: { name: 'rows' },
    width: 'container',
    height: groups * row,
    layer: [
      {
        transform: only('name'),
        mark: {
          type: 'text',
          align: narrow ? 'left' : 'right',
          baseline: narrow ? 'top' : 'middle',
          yOffset: narrow ? 2 : top + 15,
          fontSize: 13,
          fontWeight: 500,
          limit: narrow ? 330 : 196,
          color: paint('ink'),
        },
        encoding: { x: { value: narrow ? 0 : left - 12 }, y, text: { field: 'label', type: 'nominal' } },
      },
      ...bar('customers', top + 8, paint('unknown')),
      ...bar('revenue', top + 23, paint('accent')),
    ],
  };
}

export const barSpec = (groups: number): JsonObject => makeSpec(Math.max(1, groups), false);
export const narrowBarSpec = (groups: number): JsonObject => makeSpec(Math.max(1, groups), true);
export const barHeight = (groups: number): number => Math.max(1, groups) * ROW;
