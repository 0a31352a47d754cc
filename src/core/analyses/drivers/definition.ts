import { columnIn } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, type DriversParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What goes together with satisfaction? Shapley shares of each graded side, set against its mean grade. */
export const definition: AnalysisDefinition<'drivers', DriversParams> = {
  kind: 'drivers',
  version: 1,
  question: { key: 'drivers_question' },
  requires: [{ table: 'surveys', columns: ['responded_at'] }],
  form,
  migrations: [],
  suggest: (model) => ({ outcome: columnIn(model, 'surveys', 'nps_0_10') ? 'nps' : 'csat', points: '5', kind: 'values' }),
  parse: (value) => parseParams<DriversParams>(form, value),
  compile,
  people,
  present,
};
