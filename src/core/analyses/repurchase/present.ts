import type { Presentation } from '#core/model/presentation';
import { orderLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { countOf } from '../words';

export function present(results: Results, context: PresentContext): Presentation {
  const customers = countOf(results['total']?.[0], 'customers');
  return {
    figures: [],
    charts: [],
    table: {
      columns: [{ key: 'customers', label: { key: 'measure_buyers' }, unit: 'customers', is: 'count', part: true }],
      rows: [{ values: { customers }, parts: { customers: {} } }],
    },
    insight: { sentences: customers > 0 ? [{ finding: { key: 'repurchase_finding', values: { customers } } }] : [], numbers: { customers } },
    stamp: makeStamp(context, { money: false, range: true, provisional: false }),
    ledger: orderLedger(results['account'] ?? []),
  };
}
