import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type DataSourcesParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What are these numbers made of? An inventory of tables and files: records, days, freshness, customers, matches. */
export const definition: AnalysisDefinition<'data_sources', DataSourcesParams> = {
  kind: 'data_sources',
  version: 1,
  question: { key: 'data_sources_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: () => ({}),
  parse: (value) => parseParams<DataSourcesParams>(form, value),
  compile: (_params, context) => compile(context),
  people: (part, _params, context) => people(part, context),
  present: (results, _params, context) => present(results, context),
};
