import { daysBetween } from '#core/query/days';
import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type LifecycleParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Is the base of buyers growing? New, returning, resurrecting and dormant customers of every period. */
export const definition: AnalysisDefinition<'lifecycle', LifecycleParams> = {
  kind: 'lifecycle',
  version: 1,
  question: { key: 'lifecycle_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: ({ firstOrder, lastOrder }) => ({
    grain: firstOrder && lastOrder && daysBetween(firstOrder, lastOrder) < 90 ? 'week' : 'month',
  }),
  parse: (value) => parseParams<LifecycleParams>(form, value),
  compile,
  people,
  present,
};
