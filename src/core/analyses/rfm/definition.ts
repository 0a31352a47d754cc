import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type RfmParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which customers deserve which attention? Scores by recency, frequency and money, in eleven named segments. */
export const definition: AnalysisDefinition<'rfm', RfmParams> = {
  kind: 'rfm',
  version: 1,
  question: { key: 'rfm_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: () => ({ lookbackDays: 365, frequency: 'orders' }),
  parse: (value) => parseParams<RfmParams>(form, value),
  compile,
  people,
  present,
};
