import type { Text } from '#core/messages/text';
import type { Results } from '../contract';
import { wordsFor } from '../field-params';
import { bordersOf } from '../rank-scores';
import { countOf, numberOf, ratio } from '../words';
import { cellsOf, keptBorders, type ValueLoyaltyParams } from './params';

/** One cell of the matrix (VL7). */
export interface MatrixCell {
  readonly id: string;
  readonly value: number;
  readonly loyalty: number;
  readonly label: Text;
  /** Its class: the person's own word or the suggested one. */
  readonly name: Text;
  readonly customers: number;
  readonly share: number | null;
  readonly orders: number;
  readonly revenue: number;
  readonly revenueShare: number | null;
  readonly mean: number | null;
  readonly medianValue: number | null;
  readonly medianLoyalty: number | null;
}

export interface Matrix {
  readonly levels: number;
  /** From the best cell down. */
  readonly cells: readonly MatrixCell[];
  readonly customers: number;
  readonly revenue: number;
  readonly borders: Readonly<Record<'value' | 'loyalty', readonly number[]>>;
}

/** The borders in force: those kept, else those of today (VL5). */
function borders(side: 'value' | 'loyalty', results: Results, params: ValueLoyaltyParams): readonly number[] {
  const spans = (results['levels'] ?? [])
    .filter((row) => row['side'] === side)
    .map((row) => ({ score: countOf(row, 'score'), least: countOf(row, 'least'), most: countOf(row, 'most') }));
  const better = side === 'loyalty' && params.loyalty === 'recency' ? 'low' : 'high';
  return keptBorders(params, side) ?? bordersOf(spans, Number(params.levels), better);
}

export function matrixOf(results: Results, params: ValueLoyaltyParams): Matrix {
  const levels = Number(params.levels);
  const rows = results['cells'] ?? [];
  const total = (key: string): number => rows.reduce((sum, row) => sum + countOf(row, key), 0);
  const [customers, revenue] = [total('customers'), total('revenue')];
  const cells = cellsOf(levels).map((cell): MatrixCell => {
    const row = rows.find((each) => each['cell'] === cell.id);
    const [members, money] = [countOf(row, 'customers'), countOf(row, 'revenue')];
    return {
      id: cell.id,
      value: cell.value,
      loyalty: cell.loyalty,
      label: cell.label,
      name: wordsFor(cell, params.names),
      customers: members,
      share: ratio(members, customers),
      orders: countOf(row, 'orders'),
      revenue: money,
      revenueShare: revenue > 0 ? money / revenue : null,
      mean: ratio(money, members),
      medianValue: numberOf(row?.['median_value']),
      medianLoyalty: numberOf(row?.['median_loyalty']),
    };
  });
  return {
    levels,
    cells,
    customers,
    revenue,
    borders: { value: borders('value', results, params), loyalty: borders('loyalty', results, params) },
  };
}
