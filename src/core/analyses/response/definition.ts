import { columnIn } from '#core/model/data-model';
import { parseParams } from '../params';
import type { AnalysisDefinition } from '../contract';
import { gradedColumns, suggestPoints } from '../graded-columns';
import { DEFAULTS, form, type ResponseParams } from './params';
import { present } from './present';
import { compile, people } from './query';

/** Who answers, and who stays silent? Response rates, how responders differ from the silent, and the score weighted to all who were asked. */
export const definition: AnalysisDefinition<'response', ResponseParams> = {
  kind: 'response',
  version: 1,
  question: { key: 'response_question' },
  requires: [{ table: 'surveys', columns: ['responded_at'] }],
  form,
  migrations: [],
  suggest: (model) => {
    const split = ['mode', 'wave'].find((name) => (columnIn(model, 'survey_invites', name)?.distinct ?? 0) > 1);
    const weight = ['member_tier', 'region'].find((name) => columnIn(model, 'customers', name));
    const csat = columnIn(model, 'surveys', 'csat');
    return {
      ...DEFAULTS,
      split: split ? `survey_invites.${split}` : null,
      weight: weight ? `customers.${weight}` : null,
      measure: columnIn(model, 'surveys', 'nps_0_10') || !csat ? 'nps' : 'csat',
      points: suggestPoints(csat ? [csat] : gradedColumns(model, [])),
    };
  },
  parse: (value) => parseParams<ResponseParams>(form, value),
  compile,
  people,
  present,
};
