import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type DataQualityParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What is wrong with these data? Orders that want a look, missing values, repeated lines, gaps in time, files that do not join. */
export const definition: AnalysisDefinition<'data_quality', DataQualityParams> = {
  kind: 'data_quality',
  version: 1,
  question: { key: 'data_quality_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: () => ({ gapDays: 7, fences: 3, earliestYear: 1990 }),
  parse: (value) => parseParams<DataQualityParams>(form, value),
  compile,
  people,
  present,
};
