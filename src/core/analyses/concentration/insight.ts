import type { Insight, Sentence } from '#core/model/presentation';
import { amount, customersText } from '../words';
import type { Shares } from './shares';

/** CN9. */
const FEWEST = 5;

function sentencesOf({ customers, best, half, gini, classes }: Shares): Sentence[] {
  if (customers < FEWEST || !best || half === null) return [];
  const a = classes.find(({ name }) => name === 'A');
  return [
    {
      finding: { key: 'concentration_finding', values: { customers: customersText(best.customers), rate: amount(best.share, 'rate') } },
      rest: {
        key: 'concentration_rest',
        values: { half: customersText(half), a: customersText(a?.customers ?? 0), gini: amount(gini, 'score') },
      },
    },
  ];
}

export function insightOf(shares: Shares): Insight {
  const { customers, revenue, gini, half, best, tops, classes } = shares;
  const count = (name: string): number => classes.find((each) => each.name === name)?.customers ?? 0;
  return {
    sentences: sentencesOf(shares),
    numbers: {
      customers,
      revenue,
      gini,
      half_customers: half,
      top_20_customers: best?.customers ?? null,
      ...tops,
      a_customers: count('A'),
      b_customers: count('B'),
      c_customers: count('C'),
      negative_customers: count('negative'),
    },
  };
}
