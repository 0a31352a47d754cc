import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type OverviewParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** How is the shop doing? Headline figures with their change and trend. */
export const definition: AnalysisDefinition<'overview', OverviewParams> = {
  kind: 'overview',
  version: 1,
  question: { key: 'overview_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: () => ({ compare: 'auto' }),
  parse: (value) => parseParams<OverviewParams>(form, value),
  compile,
  people: (part, _params, context) => people(part, context),
  present,
};
