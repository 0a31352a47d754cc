import { daysBetween } from '#core/query/days';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type RevenueParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** How does revenue move from month to month? A line with the year before, and the split by new and existing customers. */
export const definition: AnalysisDefinition<'revenue', RevenueParams> = {
  kind: 'revenue',
  version: 1,
  question: { key: 'revenue_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: ({ firstOrder, lastOrder }) => ({
    grain: firstOrder && lastOrder && daysBetween(firstOrder, lastOrder) < 60 ? 'day' : 'month',
    compare: 'year',
  }),
  parse: (value) => parseParams<RevenueParams>(form, value),
  compile,
  people: (part, _params, context) => people(part, context),
  present,
};
