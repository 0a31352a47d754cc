import { columnIn } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { gradedColumns, suggestPoints } from '../graded-columns';
import { form, type DriversParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What goes together with satisfaction? Shapley shares of each graded side, set against its mean grade. */
export const definition: AnalysisDefinition<'drivers', DriversParams> = {
  kind: 'drivers',
  version: 2,
  question: { key: 'drivers_question' },
  requires: [{ table: 'surveys', columns: [] }],
  form,
  // Version 1 took all columns that may be grades; so does an empty list.
  migrations: [{ name: 'add_sides', from: 1, up: (params) => params }],
  fits: (model) =>
    gradedColumns(model, []).length > 1 && ['nps_0_10', 'csat'].some((outcome) => columnIn(model, 'surveys', outcome) !== undefined),
  suggest: (model) => ({
    outcome: columnIn(model, 'surveys', 'nps_0_10') ? 'nps' : 'csat',
    sides: [],
    points: suggestPoints(gradedColumns(model, [])),
    kind: 'values',
  }),
  parse: (value) => parseParams<DriversParams>(form, value),
  compile,
  people,
  present,
};
