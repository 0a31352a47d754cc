import { daysBetween } from '#core/query/days';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { compare, comparedPeople } from './compare';
import { defaults, form, type CohortParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which customers come back? Cohorts of customers, and what each did in every later period. */
export const definition: AnalysisDefinition<'cohort', CohortParams> = {
  kind: 'cohort',
  version: 3,
  question: { key: 'cohort_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  // Version 1 knew `grain` and `maxPeriods` alone; every later option's default is what the version before it did.
  migrations: [
    { name: 'add_rules_clocks_criteria_measures', from: 1, up: (params) => params },
    { name: 'add_faces_brackets_margin_breakdown', from: 2, up: (params) => params },
  ],
  suggest: ({ firstOrder, lastOrder }) => ({
    ...defaults,
    grain: firstOrder && lastOrder && daysBetween(firstOrder, lastOrder) < 90 ? 'week' : 'month',
  }),
  parse: (value) => parseParams<CohortParams>(form, value),
  compile,
  people: (part, params, context) => ('tool' in part ? comparedPeople : people)(part, params, context),
  present,
  compare,
};
