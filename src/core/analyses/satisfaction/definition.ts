import { columnIn, type DataModel } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { suggestPoints } from '../graded-columns';
import { DEFAULTS, form, MEASURES, type Measure, type SatisfactionParams } from './params';
import { present } from './present';
import { compile, people } from './query';
import { columnOf } from './scale';

const measureIn = (model: DataModel): Measure | undefined =>
  MEASURES.find((each) => columnIn(model, 'surveys', columnOf({ ...DEFAULTS, measure: each })));

/** How satisfied are the customers? NPS, CSAT or CES with its interval, by any group and over time, and the customers whose answers are low. */
export const definition: AnalysisDefinition<'satisfaction', SatisfactionParams> = {
  kind: 'satisfaction',
  version: 2,
  question: { key: 'satisfaction_question' },
  requires: [{ table: 'surveys', columns: [] }],
  form,
  // Version 1 knew neither a trend nor the choice of the interval; the defaults are what it did.
  migrations: [{ name: 'add_trend_and_interval', from: 1, up: (params) => params }],
  fits: (model) => measureIn(model) !== undefined,
  suggest: (model) => {
    const measure = measureIn(model) ?? 'nps';
    const scored = measure === 'nps' ? undefined : columnIn(model, 'surveys', measure);
    const modes = columnIn(model, 'surveys', 'mode')?.distinct ?? 0;
    return { ...DEFAULTS, measure, points: suggestPoints(scored ? [scored] : []), split: modes > 1 ? 'surveys.mode' : null };
  },
  parse: (value) => parseParams<SatisfactionParams>(form, value),
  compile,
  people,
  present,
};
