import { columnIn } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { form, MEASURES, type SatisfactionParams } from './params';
import { present } from './present';
import { compile, people } from './query';
import { columnOf } from './scale';

const DEFAULTS: SatisfactionParams = { measure: 'nps', split: null, answers: 'latest', points: '5', easy: 'unknown' };

/** How satisfied are the customers? NPS, CSAT or CES with its interval, by any group, and the customers whose answers are low. */
export const definition: AnalysisDefinition<'satisfaction', SatisfactionParams> = {
  kind: 'satisfaction',
  version: 1,
  question: { key: 'satisfaction_question' },
  requires: [{ table: 'surveys', columns: ['responded_at'] }],
  form,
  migrations: [],
  suggest: (model) => {
    const measure = MEASURES.find((each) => columnIn(model, 'surveys', columnOf({ ...DEFAULTS, measure: each })));
    return { ...DEFAULTS, measure: measure ?? 'nps' };
  },
  parse: (value) => parseParams<SatisfactionParams>(form, value),
  compile,
  people,
  present,
};
