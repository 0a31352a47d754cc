import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type TiersParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which customers are worth most? Ordered tiers from rules that anybody can write, checked against each other. */
export const definition: AnalysisDefinition<'tiers', TiersParams> = {
  kind: 'tiers',
  version: 1,
  question: { key: 'tiers_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
  form,
  migrations: [],
  suggest: () => ({ tiers: [], window: 365 }),
  parse: (value) => parseParams<TiersParams>(form, value),
  compile,
  people,
  present,
};
