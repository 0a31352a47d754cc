import type { Text } from '#core/messages/text';
import type { JsonObject } from '#core/model/presentation';
import type { Form } from '../contract';
import type { CutMeasure, CutPoints, Worded, Wording } from '../field-params';

type Loyalty = 'orders' | 'days' | 'tenure' | 'recency';

/** The two sides of the matrix, its size, its borders and the names of its cells (VL1–VL6). */
export type ValueLoyaltyParams = {
  readonly value: 'revenue' | 'margin';
  readonly loyalty: Loyalty;
  readonly levels: '2' | '3';
  /** Orders of the last so many days are counted; 0 = all. */
  readonly lookbackDays: number;
  readonly cutPoints: CutPoints;
  readonly names: Wording;
};

const LOYALTIES = ['orders', 'days', 'tenure', 'recency'] as const satisfies readonly Loyalty[];
type ValueClass = 'high' | 'potential' | 'low';

/** How a cell is stored: `v2l1` = value level 2, loyalty level 1; 1 = lowest. */
const cellId = (value: number, loyalty: number): string => `v${value}l${loyalty}`;

/** VL6. */
function classOf(value: number, loyalty: number, levels: number): ValueClass {
  const sum = value + loyalty;
  if (levels === 2) return sum === 4 ? 'high' : sum === 3 ? 'potential' : 'low';
  return sum >= 5 ? 'high' : sum === 4 ? 'potential' : 'low';
}

/** A level as a word. */
export const levelWord = (level: number, levels: number): 'high' | 'middle' | 'low' =>
  level === levels ? 'high' : level === 1 ? 'low' : 'middle';

/** A cell in words: “high value, low loyalty”. */
const cellText = (value: number, loyalty: number, levels: number): Text => ({
  key: 'value_loyalty_cell',
  values: {
    value: { key: `value_loyalty_value_${levelWord(value, levels)}` },
    loyalty: { key: `value_loyalty_loyalty_${levelWord(loyalty, levels)}` },
  },
});

/** The cells from the best down, with the class that is suggested as their name. */
export function cellsOf(levels: number): (Worded & { readonly value: number; readonly loyalty: number })[] {
  const down = Array.from({ length: levels }, (_, at) => levels - at);
  return down.flatMap((value) =>
    down.map((loyalty) => ({
      value,
      loyalty,
      id: cellId(value, loyalty),
      label: cellText(value, loyalty, levels),
      suggested: { key: `value_loyalty_class_${classOf(value, loyalty, levels)}` } as const,
    })),
  );
}

const measures = (params: JsonObject): CutMeasure[] => [
  {
    key: 'value',
    label: { key: `value_loyalty_value_${String(params['value']) as 'revenue'}` },
    unit: 'money',
    count: Number(params['levels']) - 1,
  },
  {
    key: 'loyalty',
    label: { key: `value_loyalty_loyalty_${String(params['loyalty']) as Loyalty}` },
    unit: params['loyalty'] === 'orders' ? 'orders' : 'days',
    count: Number(params['levels']) - 1,
  },
];

const choice = <const T extends string>(values: readonly [T, ...T[]], key: 'value' | 'loyalty' | 'levels') =>
  ({
    key,
    type: 'choice',
    label: { key: `value_loyalty_${key}` },
    help: { key: `value_loyalty_${key}_help` },
    options: values.map((value) => ({ value, label: { key: `value_loyalty_${key}_${value}` as never } })),
    default: values[0],
  }) as const;

export const form: Form = [
  choice(['revenue', 'margin'], 'value'),
  choice(LOYALTIES, 'loyalty'),
  choice(['2', '3'], 'levels'),
  {
    key: 'lookbackDays',
    type: 'integer',
    label: { key: 'rfm_lookback' },
    help: { key: 'rfm_lookback_help' },
    unit: 'days',
    min: 0,
    max: 3650,
    default: 365,
  },
  {
    key: 'cutPoints',
    type: 'cut_points',
    label: { key: 'value_loyalty_borders' },
    help: { key: 'value_loyalty_borders_help' },
    measures,
    default: {},
  },
  {
    key: 'names',
    type: 'wording',
    label: { key: 'value_loyalty_names' },
    help: { key: 'value_loyalty_names_help' },
    of: (params) => cellsOf(Number(params['levels'])),
    default: [],
    more: true,
  },
];

/** The borders that are kept for a side, or null where today's stand in (VL5). */
export function keptBorders({ cutPoints, levels }: ValueLoyaltyParams, side: 'value' | 'loyalty'): readonly number[] | null {
  const kept = cutPoints[side];
  return kept?.length === Number(levels) - 1 ? kept : null;
}
