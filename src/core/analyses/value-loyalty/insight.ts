import { say } from '#core/messages/say';
import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { Matrix, MatrixCell } from './matrix';
import type { ValueLoyaltyParams } from './params';

const SMALL = 30;

/** The cells that share the name of the best one: the class that the first sentence is about (VL6, VL8). */
export function bestClass({ cells }: Matrix, context: Pick<PresentContext, 'locale' | 'currency'>): readonly MatrixCell[] {
  const named = (cell: MatrixCell | undefined): string => (cell ? say(cell.name, context) : '');
  return cells.filter((cell) => named(cell) === named(cells[0]));
}

/** High value, lowest loyalty. */
const unattached = ({ cells, levels }: Matrix): MatrixCell | undefined =>
  cells.find(({ value, loyalty, customers }) => value === levels && loyalty === 1 && customers > 0);

export function insightOf(matrix: Matrix, { loyalty }: ValueLoyaltyParams, context: PresentContext): Insight {
  const best = bestClass(matrix, context);
  const sum = (of: (cell: MatrixCell) => number): number => best.reduce((total, cell) => total + of(cell), 0);
  const customers = sum((cell) => cell.customers);
  const [share, revenueShare] = [
    matrix.customers > 0 ? customers / matrix.customers : null,
    matrix.revenue > 0 ? sum((cell) => cell.revenue) / matrix.revenue : null,
  ];
  const loose = unattached(matrix);
  const sentences: Sentence[] = [];
  if (customers > 0 && revenueShare !== null)
    sentences.push({
      finding: {
        key: 'value_loyalty_best',
        values: { name: best[0]!.name, n: customers, share: amount(share, 'rate'), revenue_share: amount(revenueShare, 'rate') },
      },
    });
  if (loose)
    sentences.push({
      finding: { key: `value_loyalty_loose_${loyalty}`, values: { n: loose.customers, name: loose.name } },
      rest: { key: 'value_loyalty_loose_rest', values: { revenue_share: amount(loose.revenueShare, 'rate') } },
    });
  if (matrix.customers > 0 && matrix.customers < SMALL)
    sentences.push({ finding: { key: 'value_loyalty_small', values: { n: matrix.customers } } });
  const perCell = matrix.cells.flatMap((cell): [string, number | null][] => [
    [`${cell.id}_customers`, cell.customers],
    [`${cell.id}_share`, cell.share],
    [`${cell.id}_revenue`, cell.revenue],
    [`${cell.id}_revenue_share`, cell.revenueShare],
  ]);
  const cuts = (['value', 'loyalty'] as const).flatMap((side) =>
    matrix.borders[side].map((border, at): [string, number] => [`cut_${side}_${at + 1}`, border]),
  );
  const numbers = {
    customers: matrix.customers,
    revenue: matrix.revenue,
    best_customers: customers,
    best_share: share,
    best_revenue_share: revenueShare,
  };
  return { sentences, numbers: { ...numbers, ...Object.fromEntries([...perCell, ...cuts]) } };
}
