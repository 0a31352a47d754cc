import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { defaults, form, type RfmParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which customers deserve which attention? Scores by recency, frequency and money, in named segments. */
export const definition: AnalysisDefinition<'rfm', RfmParams> = {
  kind: 'rfm',
  version: 2,
  question: { key: 'rfm_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  // Version 1 knew `lookbackDays` and `frequency` alone; every other option's default is what it did.
  migrations: [{ name: 'add_scoring_groups_and_actions', from: 1, up: (params) => params }],
  suggest: () => defaults,
  parse: (value) => parseParams<RfmParams>(form, value),
  compile,
  people,
  present,
};
