import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type ValueLoyaltyParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Who brings much, and who is attached? Customers in a matrix of value against loyalty. */
export const definition: AnalysisDefinition<'value_loyalty', ValueLoyaltyParams> = {
  kind: 'value_loyalty',
  version: 1,
  question: { key: 'value_loyalty_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: () => ({ value: 'revenue', loyalty: 'orders', levels: '2', lookbackDays: 365, cutPoints: {}, names: [] }),
  parse: (value) => parseParams<ValueLoyaltyParams>(form, value),
  compile,
  people,
  present,
};
