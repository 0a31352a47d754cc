import { columnIn } from '#core/model/data-model';
import { datesAnswers } from '#core/query/answers';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { suggestPoints } from '../graded-columns';
import { dimensionsOf } from './known';
import { DEFAULTS, form, type DimensionsParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Which sides of the service are graded well, which badly, how that changed, and what stands behind the lowest. */
export const definition: AnalysisDefinition<'dimensions', DimensionsParams> = {
  kind: 'dimensions',
  version: 1,
  question: { key: 'dimensions_question' },
  requires: [{ table: 'surveys', columns: [] }],
  form,
  migrations: [],
  fits: (model) => dimensionsOf(model, []).length > 0,
  suggest: (model) => ({
    ...DEFAULTS,
    points: suggestPoints(dimensionsOf(model, []).map(({ column }) => column)),
    over: datesAnswers(model) && (columnIn(model, 'surveys', 'wave')?.distinct ?? 0) > 1 ? 'wave' : 'none',
  }),
  parse: (value) => parseParams<DimensionsParams>(form, value),
  compile,
  people,
  present,
};
