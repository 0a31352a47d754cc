import { columnIn } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { suggestPoints } from '../graded-columns';
import { DEFAULTS, form, type CommentsParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** What do customers write about? Themes by word lists over comments and tickets, with the scores that go with them. */
export const definition: AnalysisDefinition<'comments', CommentsParams> = {
  kind: 'comments',
  version: 1,
  question: { key: 'comments_question' },
  requires: [{ table: 'surveys', columns: ['comment'] }],
  form,
  migrations: [],
  suggest: (model) => {
    const csat = columnIn(model, 'surveys', 'csat');
    const measure = columnIn(model, 'surveys', 'nps_0_10') || !csat ? 'nps' : 'csat';
    return { ...DEFAULTS, measure, points: suggestPoints(csat ? [csat] : []) };
  },
  parse: (value) => parseParams<CommentsParams>(form, value),
  compile,
  people,
  present,
};
