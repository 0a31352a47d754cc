import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type RepurchaseParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** How many customers bought? */
export const definition: AnalysisDefinition<'repurchase', RepurchaseParams> = {
  kind: 'repurchase',
  version: 1,
  question: { key: 'repurchase_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: () => ({}),
  parse: (value) => parseParams<RepurchaseParams>(form, value),
  compile: (_params, context) => compile(context),
  people: (_part, _params, context) => people(context),
  present: (results, _params, context) => present(results, context),
};
