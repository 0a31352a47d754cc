import { daysBetween } from '#core/query/days';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type CohortParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which customers come back? First-ever cohorts and the share that ordered again in each later period. */
export const definition: AnalysisDefinition<'cohort', CohortParams> = {
  kind: 'cohort',
  version: 1,
  question: { key: 'cohort_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: ({ firstOrder, lastOrder }) => ({
    grain: firstOrder && lastOrder && daysBetween(firstOrder, lastOrder) < 90 ? 'week' : 'month',
    maxPeriods: 12,
  }),
  parse: (value) => parseParams<CohortParams>(form, value),
  compile,
  people,
  present,
};
